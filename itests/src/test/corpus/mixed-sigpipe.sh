yes | head -n 1; (yes; echo "yes: $?" >&2) | head -n 1; { seq 1 1000000; echo "seq: $?" >&2; } | head -n 2; (trap '' PIPE; echo early; sleep 0.1; echo late; echo "$?" >&2) | head -n 1
