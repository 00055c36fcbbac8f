set -- one 'two words' "" four
echo $# "$1" "$2" "$4"
for a; do printf '<%s>' "$a"; done; echo
shift 2; echo "$*" "$#"
set -- *; echo "$1"
f() { echo "$0 has $# arguments: $@"; }
f a b 'c d'
