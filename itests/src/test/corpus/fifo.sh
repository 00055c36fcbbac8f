mkfifo p; stat -c %F p; (echo through the pipe >p) & cat <p; wait; (seq 1 5 >p) & while read n; do echo "got $n"; done <p; wait; ls -l p | cut -c1
