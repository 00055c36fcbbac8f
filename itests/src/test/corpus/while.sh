i=0; while [ $i -lt 5 ]; do i=$((i+1)); echo -n "$i "; done; echo; while read l; do [ "$l" = stop ] && break; echo "l=$l"; done <<E
a
b
stop
c
E
i=0; s=0; while [ $i -lt 20000 ]; do i=$((i+1)); s=$((s+i)); done; echo $s
