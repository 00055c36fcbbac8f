/* The least that a container can do: print, and return from main. */
#include "container.h"

int main(void)
{
    print("cont%d: Hello world from hello%d!\n", (int) slot_number, (int) slot_number);
    return 0;
}
