t() { case $1 in a*) echo "begins with a";; [0-9]|[0-9][0-9]) echo number;; *.c|*.h) echo source;; '') echo empty;; \*) echo star;; *) echo other;; esac; }
for w in apple 7 42 123 x.c y.h '' '*' zebra; do t "$w"; done
case x in x) echo fall;& esac
echo $?
