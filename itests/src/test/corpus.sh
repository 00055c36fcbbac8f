#!/bin/sh
# Runs every script of the corpus with a busybox and prints what each did: output, errors, exit status. On a Linux host it
# gives the reference (corpus.expected), on the machine what is compared with it:
#
#   env -i HOME=/ BUSYBOX sh corpus.sh BUSYBOX CORPUS-DIRECTORY EMPTY-DIRECTORY
busybox=$1
corpus=$2
work=$3
"$busybox" mkdir "$work/bin"
"$busybox" --install -s "$work/bin"
export PATH="$work/bin"
umask 022
busybox | head -n 1
for script in "$corpus"/*.sh; do
    name=${script##*/}
    mkdir "$work/$name"
    cd "$work/$name" || exit 1
    sh -c "$(cat "$script")" sh </dev/null >"$work/out" 2>"$work/err"
    status=$?
    echo "=== $name"
    cat "$work/out"
    echo "--- errors"
    cat "$work/err"
    echo "--- exit status $status"
done
