seq 1 10 >a; sed -e 3d -e 's/7/seven/' -e '$a\
end' a >b; diff -u -L a -L b a b; echo $?; diff -q a b; diff a a; echo $?
mkdir x y; echo 1 >x/f; echo 2 >y/f; >x/only; diff -rq x y; diff a nothing; echo $?
