parse() { OPTIND=1; while getopts ab:c o "$@"; do case $o in a) echo a;; b) echo "b=$OPTARG";; \?) echo "bad";; *) echo other $o;; esac; done; shift $((OPTIND - 1)); echo "rest: $*"; }
parse -a -b val x y; parse -ab val; parse -z; parse -b; parse -- -a
