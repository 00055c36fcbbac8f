v=1; (v=2; echo $v); echo $v; (cd /; exit 3); echo $?; { v=3; }; echo $v; echo $( (echo sub) ); (trap 'echo bye' EXIT; echo hi); x=$(v=9; echo $v); echo $x $v; (:) && echo fine
