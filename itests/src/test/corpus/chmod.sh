umask 022; >f; stat -c %a f; chmod 4751 f; stat -c '%a %A' f; chmod u-s,g+w,o= f; stat -c '%a %A' f
mkdir d; stat -c '%A %F' d; chmod a-x d; stat -c %A d; chmod +t d; stat -c %A d
umask 077; >g; stat -c %a g; umask; umask -S
chmod 999 f; echo $?; chmod u+x nothing; echo $?
