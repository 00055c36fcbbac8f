cat >lib <<'E'
log() { echo "[$1] $2"; }
dispatch() { case $1 in add) echo $(($2 + $3));; upper) echo "$2" | tr a-z A-Z;; each) shift; for x; do log each "$x"; done;; *) log error "no $1" >&2; return 2;; esac; }
E
. ./lib; dispatch add 2 3; dispatch upper word; dispatch each a b; dispatch what; echo $?; dispatch each $(seq 3) | grep -c each
