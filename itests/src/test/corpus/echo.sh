echo -n no newline; echo; echo -e 'tab\there\nline\0101\x41\c not'; echo; echo -E 'a\nb'; echo "\\" '\\' \\; echo -- -n; echo -x
