printf 'one two three\nback\\slash cont\\\ninued\nlast' >f; { read a b; echo "$a|$b"; read -r c; echo "$c"; read d; echo "$d"; read e; echo "$? $e"; read g; echo "$? $g"; } <f
echo a:b:c | { IFS=: read x y; echo "$x $y"; }; printf 'abc' | { read -n 2 n; echo $n; }; read </dev/null; echo $?; printf '  sp  \n' | { read v; echo "[$v]"; }; printf '  sp  \n' | { IFS= read -r v; echo "[$v]"; }
