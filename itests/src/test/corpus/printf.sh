printf '%d %i %u %x %X %o %c %s\n' 42 -42 42 255 255 8 xyz str; printf '%5d|%-5d|%05d|%+d\n' 42 42 42 42; printf '%.2f %e %g\n' 3.14159 31415.9 0.0001; printf '%s\n' a b c; printf '%b\n' 'a\tb\0101'; printf '%%\n'; printf '%10.3s|\n' abcdef; printf '%*d\n' 6 42; printf '%d\n' 0x10 010 "'A"; printf '%d\n' abc; echo $?; printf '%q\n' x; echo $?; printf
echo $?
