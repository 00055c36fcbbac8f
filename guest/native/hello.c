/* Greets: the first program to try. */
#include <stdio.h>

int main(int argc, char **argv)
{
    printf("Hello from %s, a native program on Zerobench.\n", argc > 0 ? argv[0] : "nowhere");
    for (int i = 1; i < argc; i++) {
        printf("argument %d: %s\n", i, argv[i]);
    }
    return 0;
}
