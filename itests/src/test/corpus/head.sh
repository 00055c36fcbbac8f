seq 1 20 >f; head -n 3 f; head -n -17 f; head -c 5 f; tail -n 2 f; tail -n +19 f; tail -c 4 f; head -n 1 f f; seq 1 100000 | head -n 1; head nothing; echo $?
