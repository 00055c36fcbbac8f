for i in a "b c" d; do echo "[$i]"; done; for i in; do echo never; done; for f in *.none; do echo "$f"; done
for i in $(seq 3); do echo $i; done | tr '\n' ' '; echo; IFS=:; for p in $(echo a:b:c); do echo $p; done
