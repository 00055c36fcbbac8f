echo 'single $no `no`' "double $((1+1)) \"in\" \$" back\ slash 'it'"'"'s' "a
b"; a='x  y'; echo $a "$a"; echo "${a}z" "$a"z; echo $'ansi\tquoted\x41'; echo "" '' | cat -A; echo a#b # comment
