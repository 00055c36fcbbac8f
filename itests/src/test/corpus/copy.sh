mkdir -p a/b/c; echo 1 >a/f; echo 2 >a/b/g; ln -s f a/link; cp -r a copy; find copy | sort; cat copy/b/g
cp -a a whole; readlink whole/link; cp a/f a/b target-nothing; echo $?
cp nothing x; echo $?; cp a x; echo $?; mv a moved; ls; mv moved/f .; cat f; rm -r moved copy; ls
rm nothing; echo $?; rm -f nothing; echo $?; rm whole; echo $?; rmdir whole; echo $?
