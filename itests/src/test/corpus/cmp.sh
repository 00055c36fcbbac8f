seq 1 50 >a; seq 1 50 >b; cmp a b; echo $?; echo x >>b; cmp a b; echo $?
sed 's/25/2x/' a >c; cmp a c; cmp -l a c; cmp -s a c; echo $?; cmp a nothing; echo $?
