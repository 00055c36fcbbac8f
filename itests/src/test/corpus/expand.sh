printf '\tx\ty\n' | expand | cat -A; printf '        x\n' | unexpand -a | cat -A; printf 'abcdefghij klm\n' | fold -w 4; printf 'a b c d e f\n' | fold -s -w 5
