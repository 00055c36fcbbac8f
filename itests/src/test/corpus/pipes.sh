echo a | cat | cat | cat; seq 1 10000 | sort -rn | head -n 3; false | true; echo $?; true | false; echo $?; (set -o pipefail; false | true; echo $?)
seq 1 200000 | wc -c; yes | head -n 2; { echo out; echo err >&2; } 2>&1 | sort; echo x | { read a; echo "[$a]"; }; cat /dev/null | wc -l; seq 3 | while read n; do echo $n; done | tr 123 abc
