echo x | tee a b; cat a b; echo y | tee -a a >/dev/null; cat a; echo z | tee /nothing/x; echo $?; seq 1 50000 | tee c | md5sum; md5sum <c
