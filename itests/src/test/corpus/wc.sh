printf 'one two\nthree\n' >f; wc f; wc -l f; wc -w <f; wc -c f; wc f f; printf 'no newline' | wc -l; wc -L f; wc nothing; echo $?
