printf 'a:b:c:d\n1:2:3:4\nnone\n' >f; cut -d: -f2 f; cut -d: -f2-3,1 f; cut -d: -f2 -s f; cut -c1-3 f; cut -b2- f
