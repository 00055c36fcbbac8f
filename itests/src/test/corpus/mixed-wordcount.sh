i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo "the quick brown fox $((i % 7)) jumps over the lazy dog $((i % 5))"; done >text
tr -s ' ' '\n' <text | sort | uniq -c | sort -k1,1rn -k2 | head -n 12; awk '{ for (i = 1; i <= NF; i++) c[$i]++ } END { for (w in c) print c[w], w }' text | sort | tail -n 3; grep -o 'fox [0-9]' text | sort | uniq -c; sed -n '10,12p' text | cut -d' ' -f4-6
