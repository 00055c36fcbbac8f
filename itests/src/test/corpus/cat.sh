printf 'a\tb\n\nc\001\n' >f; cat -A f; cat -n f; cat f - f <f | wc -l
cat nothing; echo $?
cat . ; echo $?
