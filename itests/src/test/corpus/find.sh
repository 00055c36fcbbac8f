mkdir -p a/b c; >a/1.txt; >a/b/2.c; printf xyz >c/3.txt; ln -s ../a c/l
find . | sort; find . -name '*.txt' | sort; find . -type d | sort; find . -type l; find . -size -1k -type f | sort; find . -maxdepth 1 | sort
find . -name '*.txt' -exec basename {} \; | sort; find . -type f -exec echo + {} + | wc -w; find . ! -name '*.c' -a -type f | sort; find a -depth
find . -name '*.c' -delete; find a -empty | sort; find nothing; echo $?; find . -newer a/1.txt -name 3.txt; find . -perm 644 -type f | sort | head -n 1
