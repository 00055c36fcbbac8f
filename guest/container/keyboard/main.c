/* PL050 keyboard and mouse (ABI 11.3, 13.8): what is typed appears when the key is released; a full stop ends it. */
#include "container.h"

#define KEYBOARD 0x10006000u
#define MOUSE 0x10007000u
#define KEYBOARD_IRQ 34u
#define MOUSE_IRQ 35u

enum { CONTROL = 0x00 / 4, STATUS = 0x04 / 4, DATA = 0x08 / 4, DIVIDER = 0x0C / 4 };

#define ENABLE 0x04u
#define RECEIVE_INTERRUPT 0x10u
#define RECEIVE_FULL 0x10u
#define TRANSMIT_EMPTY 0x40u
#define RESET 0xFFu
#define RESET_DONE 0xAAu
#define MOUSE_ON 0xF4u
#define ACKNOWLEDGED 0xFAu
#define FULL_STOP 0x49

static volatile word *keyboard, *mouse;

/* Set 2, by code: plain, shifted. */
static const struct { byte code; char plain, shifted; } keys[] = {
    { 0x1C, 'a', 'A' }, { 0x32, 'b', 'B' }, { 0x21, 'c', 'C' }, { 0x23, 'd', 'D' }, { 0x24, 'e', 'E' }, { 0x2B, 'f', 'F' },
    { 0x34, 'g', 'G' }, { 0x33, 'h', 'H' }, { 0x43, 'i', 'I' }, { 0x3B, 'j', 'J' }, { 0x42, 'k', 'K' }, { 0x4B, 'l', 'L' },
    { 0x3A, 'm', 'M' }, { 0x31, 'n', 'N' }, { 0x44, 'o', 'O' }, { 0x4D, 'p', 'P' }, { 0x15, 'q', 'Q' }, { 0x2D, 'r', 'R' },
    { 0x1B, 's', 'S' }, { 0x2C, 't', 'T' }, { 0x3C, 'u', 'U' }, { 0x2A, 'v', 'V' }, { 0x1D, 'w', 'W' }, { 0x22, 'x', 'X' },
    { 0x35, 'y', 'Y' }, { 0x1A, 'z', 'Z' }, { 0x45, '0', ')' }, { 0x16, '1', '!' }, { 0x1E, '2', '@' }, { 0x26, '3', '#' },
    { 0x25, '4', '$' }, { 0x2E, '5', '%' }, { 0x36, '6', '^' }, { 0x3D, '7', '&' }, { 0x3E, '8', '*' }, { 0x46, '9', '(' },
    { 0x29, ' ', ' ' }, { 0x49, '.', '>' }, { 0x5A, '\n', '\n' },
};

static char decode(byte code, int shift)
{
    for (word i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code == code) {
            return shift ? keys[i].shifted : keys[i].plain;
        }
    }
    return 0;
}

/* Sends a command and gives the first byte of the answer that is the wanted one; 0 when none is. */
static word command(volatile word *port, word value, word wanted)
{
    port[DATA] = value;
    for (int tries = 0; tries < 1000; tries++) {
        if (port[STATUS] & RECEIVE_FULL) {
            word got = port[DATA] & 0xFF;

            if (got == wanted) {
                return got;
            }
        } else {
            l4_thread_switch(L4_NIL);
        }
    }
    return 0;
}

static void initialise(volatile word *port)
{
    port[CONTROL] = 0;
    port[DIVIDER] = 3;
    port[CONTROL] = ENABLE;
}

/* abi: device.keyboard, irq_control.keyboard */
static int serve_keyboard(void *unused)
{
    int shift = 0, released = 0;

    (void) unused;
    initialise(keyboard);
    expect("keyboard: reset", command(keyboard, RESET, RESET_DONE), RESET_DONE);
    expect("keyboard: register", l4_irq_control(IRQ_REGISTER, 0, KEYBOARD_IRQ), 0);
    keyboard[CONTROL] = ENABLE | RECEIVE_INTERRUPT;
    print("type\n");
    for (;;) {
        int result = l4_irq_control(IRQ_WAIT, 0, KEYBOARD_IRQ);

        if (result < 0) {
            return result & 0xFFFF;
        }
        while (keyboard[STATUS] & RECEIVE_FULL) {
            byte code = (byte) keyboard[DATA];

            if (code == 0xF0) {
                released = 1;
                continue;
            }
            if (code == 0x12 || code == 0x59) {
                shift = !released;
            } else if (released && decode(code, shift) != 0) {
                print("%c", decode(code, shift));
                if (code == FULL_STOP) {
                    print("\n");
                    return 0;
                }
            }
            released = 0;
        }
        keyboard[CONTROL] = ENABLE | RECEIVE_INTERRUPT;
    }
}

/* One movement: three bytes. */

/* abi: device.pl050-mouse */
static int serve_mouse(void *unused)
{
    int bytes = 0;

    (void) unused;
    initialise(mouse);
    expect("mouse: reset", command(mouse, RESET, RESET_DONE), RESET_DONE);
    expect("mouse: on", command(mouse, MOUSE_ON, ACKNOWLEDGED), ACKNOWLEDGED);
    expect("mouse: register", l4_irq_control(IRQ_REGISTER, 0, MOUSE_IRQ), 0);
    while (mouse[STATUS] & RECEIVE_FULL) {
        (void) mouse[DATA];
    }
    mouse[CONTROL] = ENABLE | RECEIVE_INTERRUPT;
    print("move\n");
    while (bytes < 3) {
        int result = l4_irq_control(IRQ_WAIT, 0, MOUSE_IRQ);

        if (result < 0) {
            return result & 0xFFFF;
        }
        while (bytes < 3 && (mouse[STATUS] & RECEIVE_FULL)) {
            print("mouse data: %d\n", (int) (mouse[DATA] & 0xFF));
            bytes++;
        }
        mouse[CONTROL] = ENABLE | RECEIVE_INTERRUPT;
    }
    return 0;
}

int main(void)
{
    struct ids ids;
    word at = room(1), beside = room(1);

    threads_init();
    expect("map the keyboard", l4_map(KEYBOARD, at, 1, MAP_IO, self()), 0);
    expect("map the mouse", l4_map(MOUSE, beside, 1, MAP_IO, self()), 0);
    keyboard = (volatile word *) at;
    mouse = (volatile word *) beside;
    thread_create(serve_mouse, 0, TC_SHARE_SPACE, &ids);
    expect("a movement", thread_wait(&ids), 0);
    thread_create(serve_keyboard, 0, TC_SHARE_SPACE, &ids);
    expect("typing until a full stop", thread_wait(&ids), 0);
    finish("keyboard");
}
