(exit 3) & first=$!
(exit 0) & second=$!
wait $first; echo "first $?"
wait $second; echo "second $?"
for i in 1 2 3; do (echo job $i >out.$i) & done
wait; cat out.1 out.2 out.3
wait 99999; echo "no such child: $?"
