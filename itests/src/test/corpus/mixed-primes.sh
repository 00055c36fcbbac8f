n=2; while [ $n -lt 200 ]; do d=2; p=1; while [ $((d * d)) -le $n ]; do [ $((n % d)) -eq 0 ] && { p=0; break; }; d=$((d + 1)); done; [ $p -eq 1 ] && echo $n; n=$((n + 1)); done | xargs
