trap 'echo got term' TERM; kill -TERM $$; echo after; trap '' INT; kill -INT $$; echo ignored; trap - TERM; trap; (trap 'echo exit trap $?' EXIT; exit 5); echo $?
trap 'echo usr1; n=1' USR1; (kill -USR1 $$); while [ -z "$n" ]; do sleep 0.01; done; sh -c 'trap "echo cleaned; exit 3" TERM; kill $$; echo never'; echo $?; sh -c 'trap "" TERM; kill $$; echo survived'; trap 'echo at the end' 0
