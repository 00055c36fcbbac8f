# bash and coreutils: what they compute, format, sort, sum and pipe.
umask 022
export LC_ALL=C PATH=/usr/bin:/bin
mkdir -p /tmp/work && cd /tmp/work || exit 1

echo "-- arithmetic"
for ((i = 1, f = 1; i <= 20; i++)); do ((f *= i)); echo "$i! = $f"; done
echo $((-7 / 2)) $((-7 % 3)) $((1 << 62)) $((0x7fffffffffffffff + 1)) $((16#ff ^ 8#17)) $((5 > 3 ? 10 ** 12 : 0))
declare -i collatz=27 steps=0
while ((collatz != 1)); do ((collatz = collatz % 2 ? 3 * collatz + 1 : collatz / 2, steps++)); done
echo "27 takes $steps steps"

echo "-- strings and arrays"
text="The quick brown fox jumps over the lazy dog"
words=($text)
echo "${#words[@]} ${words[@]:2:3} ${text^^} ${text//o/0} ${text#* } ${text%% *} ${words[-1]}"
declare -A count
for word in $text $text ${text,,}; do ((count[$word]++)); done
for word in "${!count[@]}"; do echo "$word ${count[$word]}"; done | sort
[[ $text =~ ([a-z]+)\ fox\ ([a-z]+) ]] && echo "${BASH_REMATCH[@]}"
printf '%s|%5d|%-8s|%x|%o|%c|%q|%08.3f|%e|%g\n' a 42 left 255 8 xyz "it's" 3.14159 12345.678 0.0001
printf '%(%Y-%m-%d)T\n' 86400
case $text in *fox*) echo found ;; esac
function reversed { local s=$1 r=; for ((i = ${#s} - 1; i >= 0; i--)); do r+=${s:i:1}; done; echo "$r"; }
reversed "$text"

echo "-- files"
seq 1 2000 >numbers
for n in 7 1 12; do printf '%s\n' {a..z}$n; done >names
sort -n -r numbers | head -n 3
sort -k1.2n -k1.1,1 names | tail -n 4
paste -d: <(seq 3) <(seq 4 6) | tr : ' '
shuf -i 1-500 --random-source=numbers | sort -n | md5sum
md5sum numbers; sha1sum numbers; sha224sum numbers; sha256sum numbers; sha384sum numbers; sha512sum numbers; b2sum numbers; cksum numbers; sum numbers
base64 numbers | md5sum; base64 numbers | base64 -d | md5sum
base32 names | tail -n 2
split -l 300 numbers part. && wc -l part.* && cat part.* | md5sum
csplit -s names /z/ '{1}' && wc -c xx*
cut -c1-2,4 names | uniq -c | head -n 5
od -A x -t x1z -v names | head -n 3; od -t f8 numbers | head -n 2; od -t d2 numbers | tail -n 2
join -1 1 -2 2 <(printf '1 one\n2 two\n3 three\n') <(printf 'uno 1\ntres 3\n')
comm <(seq 1 2 9) <(seq 1 3 9)
nl -w3 names | head -n 2 | tail -n 1
fold -w 11 <<<"$text"; fmt -w 20 <<<"$text"; expand <<<$'a\tb' | cat -A; tac <<<$'1\n2\n3'; pr -t -3 -l 4 <(seq 9)
tr a-z n-za-m <<<"$text"; numfmt --to=iec 1048576 123456789; factor 1234567890 18446744073709551557 999999999989
expr 6 \* 7; expr "$text" : '.*quick \([a-z]*\)'; basename /a/b.c .c; dirname /a/b.c; seq -f '%g' 0 0.25 1
tsort <<<$'a b\nb c\na d\nd c'
stat -c '%a %s %F' numbers; ls -1 part.* | wc -l; du -b names; truncate -s 5 names && wc -c <names
dd if=numbers bs=100 skip=3 count=2 2>/dev/null | cksum
ln -s numbers link && readlink link && [[ link -ef numbers ]] && echo "same file"

echo "-- processes"
trap 'echo usr1' USR1
kill -USR1 $$
(trap 'echo ending' EXIT; exit 3); echo "status $?"
sleep 0.05 & wait $!; echo "waited $?"
jobs=(); for i in 1 2 3 4; do (exit $i) & jobs+=($!); done; for job in "${jobs[@]}"; do wait "$job"; echo "job $?"; done
seq 1 5000 | while read -r n; do ((n % 1000 == 0)) && echo "$n"; done
yes | head -n 20000 | wc -l; echo "${PIPESTATUS[@]}"
coproc { while read -r line; do echo "got $line"; done; }
echo hello >&"${COPROC[1]}"; read -r answer <&"${COPROC[0]}"; echo "$answer"
exec {COPROC[1]}>&-; wait
timeout 0.1 sleep 5; echo "timeout $?"
eval 'sum=0; for i in {1..1000}; do ((sum += i * i)); done'; echo $sum
