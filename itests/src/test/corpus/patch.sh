seq 1 10 >f; cp f g; sed 's/5/five/' g >h; diff -u f h >p; patch f p; cmp f h && echo same; patch -R f p; cmp f g && echo back; echo junk >f; patch f p; echo $?
