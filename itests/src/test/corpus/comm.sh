printf '%s\n' a b d >x; printf '%s\n' b c d e >y
comm x y; comm -12 x y; comm -23 x y
