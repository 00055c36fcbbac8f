a=`echo outer \`echo inner\``; echo "$a"
b=$(echo "quoted $(echo 'deep "er"')"); echo "$b"
c=$(printf 'trailing\n\n\n'); echo "[$c]"
d=$(false); echo "$? [$d]"
e=$(exit 9); echo $?
