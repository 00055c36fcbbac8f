date -u -d @0; date -u -d '2024-02-29 12:34:56' +'%Y %j %a %A %b %B %H:%M:%S %s %u %%'
date -u -d @1700000000 +%F_%T; TZ=EST5EDT date -d @1700000000
cal 2 2024
date -d 'no such date'; echo $?
