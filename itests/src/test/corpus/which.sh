type cd; type nothing-there; echo $?; command -v echo; command -v nothing-there; echo $?; alias ll='ls -l'; alias ll; f() { :; }; type f; hash -r; command echo plain; unalias ll; alias ll; echo $?
