exec 3>log; echo to three >&3; exec 3>&-; cat log; echo bad >&3; echo $?
exec 4<log; read line <&4; echo "$line"; exec 4<&-
exec 5<>log; read a <&5; echo more >&5; exec 5>&-; cat log
(exec echo replaced; echo never); exec nothing-there; echo never
