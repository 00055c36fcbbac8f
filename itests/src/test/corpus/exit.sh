(exit 5); echo $?; sh -c 'exit 256'; echo $?; sh -c 'exit 255'; echo $?; sh -c 'false || true'; echo $?; ! true; echo $?
set -e; (false; echo not here) || echo "went on $?"; false; echo never
