/* Echo on the console page, which every space has, without interrupts (ABI 1.3); a full stop ends it. */
#include "container.h"

/* abi: boot.console-input */
int main(void)
{
    char c = 0;

    print("type\n");
    while (c != '.') {
        c = console_read();
        print("console: %c\n", c);
    }
    finish("console");
}
