sleep 1000 & a=$!; sleep 1000 & b=$!; sleep 0.1; { kill -KILL $a; wait $a; } 2>/dev/null; echo $?; { kill -HUP $b; wait $b; } 2>/dev/null; echo $?; (sleep 0.05; exit 9) & wait $!; echo $?
sh -c 'sleep 1000 & kill -STOP $!; kill -CONT $!; { kill $!; wait $!; } 2>/dev/null; echo $?'; (sh -c 'echo pgrp' &) ; wait; sleep 0.05; set -m; true & wait $!; echo $?
