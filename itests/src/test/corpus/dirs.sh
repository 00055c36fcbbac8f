mkdir d && cd d && basename "$PWD" && cd .. && basename "$(pwd -P)" >/dev/null && echo back
mkdir -p x/y/z && mkdir x; echo $?; mkdir q/r; echo $?; mkdir -m 700 m && stat -c %a m
cd nothing; echo $?; cd d/../x/y && cd - >/dev/null && ls
rmdir x; echo $?; rmdir -p x/y/z; ls
