v=' a  b	c '; set -- $v; echo $#; IFS=,; set -- $(echo 'x,,y,'); echo $#; for w in "$@"; do echo "[$w]"; done; echo "$*"; IFS=; set -- $v; echo $#; unset IFS
