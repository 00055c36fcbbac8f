>a1; >a2; >b1; >.hidden; mkdir d; >d/a3; echo *; echo a*; echo ?1; echo [ab]1; echo [!a]1; echo .*; echo */*; echo 'a*' "a*"; echo z*; echo a[0-9]; echo {a,b}1
set -f; echo *; set +f; echo d/../a*
