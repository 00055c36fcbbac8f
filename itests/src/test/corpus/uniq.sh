printf 'a\na\nb\na\n' | uniq; printf 'a\na\nb\n' | uniq -c; printf 'A\na\nb\n' | uniq -i; printf '1 x\n2 x\n' | uniq -f 1; printf 'ax\nbx\n' | uniq -s 1
