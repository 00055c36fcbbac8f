/* The console page, which every space has (ABI 1.3), and printing on it. */
#include <stdarg.h>
#include "container.h"

#define CONSOLE 0xF9800000u
#define FLAGS 0x18u
#define RECEIVE_EMPTY 0x10u
#define TRANSMIT_FULL 0x20u

static volatile word *console_register(word offset)
{
    return (volatile word *) (CONSOLE + offset);
}

static void put(char c)
{
    while (*console_register(FLAGS) & TRANSMIT_FULL) {
    }
    *console_register(0) = (byte) c;
}

/* Waits for a typed character. */
char console_read(void)
{
    while (*console_register(FLAGS) & RECEIVE_EMPTY) {
        l4_thread_switch(L4_NIL);
    }
    return (char) *console_register(0);
}

static void put_number(word value, word base, int width, char fill)
{
    char digits[12];
    int n = 0;

    do {
        digits[n++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    while (width-- > n) {
        put(fill);
    }
    while (n > 0) {
        put(digits[--n]);
    }
}

static void put_text(const char *text, int width)
{
    for (; *text != '\0'; text++, width--) {
        put(*text);
    }
    while (width-- > 0) {
        put(' ');
    }
}

/* Knows %d %u %x %c %s %%, a width, and 0 in front of it; texts are padded on the right. */
void print(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    for (; *format != '\0'; format++) {
        char fill = ' ';
        int width = 0, number;

        if (*format != '%') {
            put(*format);
            continue;
        }
        if (*++format == '0') {
            fill = *format++;
        }
        while (*format >= '0' && *format <= '9') {
            width = width * 10 + (*format++ - '0');
        }
        switch (*format) {
        case 'd':
            number = va_arg(list, int);
            if (number < 0) {
                put('-');
            }
            put_number(number < 0 ? -(word) number : (word) number, 10, width, fill);
            break;
        case 'u': put_number(va_arg(list, word), 10, width, fill); break;
        case 'x': put_number(va_arg(list, word), 16, width, fill); break;
        case 'c': put((char) va_arg(list, int)); break;
        case 's': put_text(va_arg(list, const char *), width); break;
        default: put(*format); break;
        }
    }
    va_end(list);
}

void *memset(void *to, int value, word bytes)
{
    for (byte *at = to; bytes > 0; bytes--) {
        *at++ = (byte) value;
    }
    return to;
}

void *memcpy(void *to, const void *from, word bytes)
{
    byte *at = to;

    for (const byte *next = from; bytes > 0; bytes--) {
        *at++ = *next++;
    }
    return to;
}
