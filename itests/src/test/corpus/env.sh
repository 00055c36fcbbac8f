env -i A=1 B='two words' env | sort; A=5 sh -c 'echo $A'; echo "[$A]"
export X=1; unset X; env | grep -c '^X='; env - PATH="$PATH" sh -c 'echo ${HOME-no home}'
env -u HOME sh -c 'echo ${HOME-no home}'; env nothing-there; echo $?; printenv NOTHING; echo $?
