for i in 1 2 3; do for j in a b c; do [ $j = b ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done
while :; do while :; do break 2; done; done; echo out
until [ "${n:-0}" -ge 3 ]; do n=$((${n:-0} + 1)); echo $n; done
