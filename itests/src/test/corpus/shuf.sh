seq 1 100 | shuf | sort -n | md5sum; seq 1 10 | shuf -n 3 | wc -l; seq 5 | tsort 2>/dev/null | wc -l; printf 'a b\nb c\n' | tsort; split -l 2 - part <<E
1
2
3
E
cat partaa; cat partab; ls
