sh -c 'kill -TERM $$'; echo $?; sh -c 'kill -9 $$'; echo $?; sh -c 'kill -INT $$; echo still'; echo $?
(sleep 1000) & p=$!; sleep 0.1; { kill $p; wait $p; } 2>/dev/null; echo $?; kill -0 $p 2>/dev/null; echo $?; kill -l 15; kill -l TERM; kill -l 143; kill -NOSUCH $$; echo $?; kill 999999; echo $?
