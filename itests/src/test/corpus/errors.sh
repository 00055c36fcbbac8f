nothing-there; echo $?; ./nothing-there; echo $?; /; echo $?
>plain; chmod 644 plain; ./plain; echo $?; echo 'echo text file' >t; chmod +x t; ./t; echo $?
echo x >/nothing/there; echo $?; cat <nothing; echo $?
