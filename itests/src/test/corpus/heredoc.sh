v=value; cat <<E
plain $v $(echo command) \$escaped `echo tick`
E
cat <<'E'
quoted $v $(echo no)
E
cat <<-E
	stripped
		twice
	E
cat <<A; cat <<B
first
A
second
B
while read a b; do echo "$b $a"; done <<E
1 one
2 two three
E
i=0; while [ $i -lt 3000 ]; do echo "line $i of a long document"; i=$((i+1)); done >big; eval "cat <<E
$(cat big)
E" | md5sum
