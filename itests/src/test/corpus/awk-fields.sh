printf 'a 1\nb 2\nc 3\n' >f; awk '{ print $2, $1 }' f; awk '{ s += $2 } END { print s, NR, s / NR }' f; awk -F: '{ print $NF }' <<E
x:y:z
p:q
E
awk 'NR == 2, NR == 3' f; awk '/b/ { print "found", $0 } !/b/ { print NF }' f; awk -v v=5 'BEGIN { print v * 2; exit 3 }'; echo $?; awk '{ $2 = "new"; print; print > "out" }' OFS=- f; cat out; awk 'BEGIN { while (("echo x; echo y" | getline l) > 0) print "got " l }'; awk 'BEGIN { print "b\na" | "sort" }'; awk 'BEGIN { getline; print "got", $0; getline v <"f"; print v }' f; awk '{' f; echo $?; awk 1 nothing; echo $?
