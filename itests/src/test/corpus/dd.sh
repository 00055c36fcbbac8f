seq 1 500 >f; dd if=f bs=10 skip=3 count=2 2>/dev/null; echo; dd if=f of=g bs=1k 2>&1 | sed 's/,.*//'; cmp f g
dd if=/dev/zero bs=4k count=16 2>/dev/null | wc -c; printf hello | dd conv=ucase 2>/dev/null; echo
printf 123 | dd of=g conv=notrunc bs=1 seek=2 2>/dev/null; head -c 10 g | od -c
dd if=nothing; echo $?
