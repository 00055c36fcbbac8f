expr 1 + 2; expr 7 \* 6; expr 10 / 3; expr 10 % 3; expr abc : 'a\(.*\)'; expr length hello; expr substr hello 2 3; expr index hello l
expr 0; echo $?; expr 1 / 0; echo $?; expr 1 +; echo $?; expr 3 \< 20; expr a \< b
