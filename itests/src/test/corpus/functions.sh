fact() { [ $1 -le 1 ] && echo 1 || echo $(( $1 * $(fact $(($1 - 1))) )); }; fact 12
local_test() { local v=inner; echo $v; }; v=outer; local_test; echo $v
ret() { return 42; }; ret; echo $?; outer() { inner() { echo nested; }; }; outer; inner; unset -f inner; inner; echo $?
sub() (cd /; v=changed); sub; echo $v
