printf 'The quick brown fox\n' | base64
seq 1 40 | base64 | base64 -d | tail -n 2
printf '\000\001\377' | base64
