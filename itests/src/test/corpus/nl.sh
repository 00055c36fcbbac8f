printf 'a\n\nb\n' | nl; printf 'a\n\nb\n' | nl -b a; printf 'one\ntwo\n' | rev; printf '1\n2\n3\n' | tac; printf 'a b\nc d\n' | paste -s -d,; seq 1 4 >x; seq 5 8 >y; paste x y; paste -d: x y
