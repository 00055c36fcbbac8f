sh -c 'sh -c "sh -c \"echo three deep; exit 4\"; echo \$?; exit 3"; echo $?; exit 2'; echo $?
eval 'a=1; eval "b=\$a; echo \$b"'; . /dev/null; echo 'sourced=yes; return 6' >s; . ./s; echo $? $sourced; . ./none; echo never
