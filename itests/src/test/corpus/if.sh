if true; then echo yes; else echo no; fi; if false; then echo yes; elif [ 1 -eq 1 ]; then echo elif; else echo no; fi; if ! false; then echo not; fi; if false; then :; fi; echo $?
true && echo and || echo or; false && echo and || echo or; { echo group; false; } || echo failed
