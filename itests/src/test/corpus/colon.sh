: ${v:=default}; echo $v; echo ${v:+set} ${u:-unset} ${#v}
p=/usr/local/lib/x.tar.gz; echo ${p##*/} ${p#*/} ${p%.*} ${p%%.*} ${p%/*}
echo ${p/local/remote} ${p//l/L} ${p:5:5}
(echo ${missing:?is needed}); echo $?
