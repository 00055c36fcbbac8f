i=0; while [ $i -lt 1000 ]; do i=$((i + 1)); [ $((i % 100)) -eq 0 ] || continue; echo $i; done
