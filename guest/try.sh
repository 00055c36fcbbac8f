#!/bin/sh
# Runs guest programs on the machine and compares what they print with their expected pages.
#
#   try.sh [WORKBENCH-OPTION]... [-- NAME...]      like: try.sh --ram 8M --pager clock -- heap-stress
set -eu
cd "$(dirname "$0")/.."

commands="hello
linux-hello
crash
posix-test
linux-posix-test
linux-vfp
ipc-pingpong
heap-stress
memory-stress 64 3 1 fork"

options=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options="$options $1"
    shift
done
[ $# -eq 0 ] || shift
wanted=" $* "

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
bad=0
# No program here reads its input; the list itself must not become one's.
while IFS= read -r line; do
    name=${line%% *}
    case "$wanted" in
    "  " | *" $name "*) ;;
    *) continue ;;
    esac
    expected=$(find guest -name "$name.expected")
    status=0
    timeout 300 ./workbench exec $options -- /bin/$line </dev/null >"$work/out" 2>"$work/err" || status=$?
    if [ $status -eq 0 ] && cmp -s "$work/out" "$expected"; then
        echo "$line: as expected"
    else
        bad=1
        echo "$line: exit status $status, output differs:"
        diff "$expected" "$work/out" | head -20 || true
        head -10 "$work/err"
    fi
done <<END
$commands
END
exit $bad
