/* Echo on UART1, which the manifest gives, by interrupts; a full stop ends it. */
#include "container.h"

#define UART1 0x101F2000u
#define UART1_IRQ 13u

enum { DATA = 0x00 / 4, FLAGS = 0x18 / 4, IBRD = 0x24 / 4, FBRD = 0x28 / 4, LINE = 0x2C / 4, CONTROL = 0x30 / 4,
    MASK = 0x38 / 4, CLEAR = 0x44 / 4 };

#define RECEIVE_EMPTY 0x10u
#define TRANSMIT_FULL 0x20u
#define RECEIVE_INTERRUPT 0x10u

static volatile word *uart;

/* ABI 11.3: eight bits, FIFOs off, one stop bit, no parity. */
static void initialise(void)
{
    uart[CONTROL] = 0;
    uart[IBRD] = 39;
    uart[FBRD] = 0;
    uart[LINE] = 0x60;
    uart[CONTROL] = 0x301;
}

static void put(char c)
{
    while (uart[FLAGS] & TRANSMIT_FULL) {
    }
    uart[DATA] = (byte) c;
}

/* Any line can be registered; the driver quiets its own device (note 6.2, 6.3). */

/* abi: note.6.2, note.6.3, device.pl011-init, device.capability */
static int echo(void *unused)
{
    char c = 0;

    (void) unused;
    expect("register UART1's line", l4_irq_control(IRQ_REGISTER, 0, UART1_IRQ), 0);
    uart[MASK] = RECEIVE_INTERRUPT;
    print("type on UART1\n");
    while (c != '.') {
        int result = l4_irq_control(IRQ_WAIT, 0, UART1_IRQ);

        if (result <= 0) {
            expect("wait", (word) result, 1);
            break;
        }
        uart[CLEAR] = RECEIVE_INTERRUPT;        /* first: what comes from now on interrupts again */
        while ((uart[FLAGS] & RECEIVE_EMPTY) == 0 && c != '.') {
            c = (char) uart[DATA];
            put(c);
        }
    }
    return 0;
}

int main(void)
{
    struct ids ids;
    word at = room(1);

    threads_init();
    expect("map UART1", l4_map(UART1, at, 1, MAP_IO, self()), 0);
    uart = (volatile word *) at;
    initialise();
    for (const char *text = "hello\n"; *text != '\0'; text++) {
        put(*text);
    }
    thread_create(echo, 0, TC_SHARE_SPACE, &ids);
    expect("echo on UART1", thread_wait(&ids), 0);
    finish("uart");
}
