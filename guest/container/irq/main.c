/* Interrupts (ABI 5.11, 11.4) of the second SP804 module, which the manifest gives. */
#include "container.h"

#define TIMER 0x101E3000u
#define TIMER_IRQ 5u
#define NOT_WIRED 40u
#define PERIOD 20000u           /* microseconds */

enum { LOAD = 0, VALUE = 1, CONTROL = 2, CLEAR = 3 };

static volatile word *timer;
static word done;

static void periodic(word period)
{
    timer[CONTROL] = 0;
    timer[CONTROL] = 1 << 6 | 1 << 5 | 1 << 1;
    timer[LOAD] = period;
    timer[CONTROL] |= 1 << 7;
}

/* abi: irq_control.register, irq_control.wait, note.5.10, device.capability */
static int serve(void *unused)
{
    word count = 0;

    (void) unused;
    expect("register", l4_irq_control(IRQ_REGISTER, 0, TIMER_IRQ), 0);
    periodic(PERIOD);
    while (count < 5) {
        int more = (int) swap_byte((volatile byte *) utcb() + 32, 0);

        if (more == 0) {
            more = l4_irq_control(IRQ_WAIT, 0, TIMER_IRQ);
        }
        if (more < 0) {
            expect("wait", (word) more, 1);
            break;
        }
        for (; more > 0 && count < 5; more--) {
            print("Got timer irq, current count = 0x%x\n", ++count);
        }
    }
    timer[CONTROL] = 0;
    done = 1;
    return 0;
}

static int intrude(void *unused)
{
    (void) unused;
    return l4_irq_control(IRQ_WAIT, 0, TIMER_IRQ) & 0xFFFF;
}

static int take_over(void *unused)
{
    (void) unused;
    return l4_irq_control(IRQ_REGISTER, 0, TIMER_IRQ) & 0xFFFF;
}

static int other(int (*function)(void *))
{
    struct ids ids;

    thread_create(function, 0, TC_SHARE_SPACE, &ids);
    return thread_wait(&ids);
}

static void refusals(void)
{
    /* abi: irq_control.register-ENOIRQ, irq_control.unknown-ENOCAP, note.5.8, note.5.9 */
    expect("register a line that is not wired", l4_irq_control(IRQ_REGISTER, 0, NOT_WIRED), -ENOIRQ);
    expect("unknown request", l4_irq_control(3, 0, TIMER_IRQ), -ENOCAP);
    expect("register line 64", l4_irq_control(IRQ_REGISTER, 0, 64) < 0, 1);
    expect("wait for line 65", l4_irq_control(IRQ_WAIT, 0, 65), -EINVAL);
    expect("register in slot 8", l4_irq_control(IRQ_REGISTER, 8, TIMER_IRQ), -EINVAL);
    /* abi: note.6.5 */
    expect("register", l4_irq_control(IRQ_REGISTER, 7, TIMER_IRQ), 0);
    expect("another waits for it", other(intrude), -EPERM & 0xFFFF);
    expect("release", l4_irq_control(IRQ_RELEASE, 0, TIMER_IRQ), 0);
    expect("another may have it now", other(take_over), 0);
    expect("who ends gives it back", l4_irq_control(IRQ_REGISTER, 7, TIMER_IRQ), 0);
    expect("release", l4_irq_control(IRQ_RELEASE, 0, TIMER_IRQ), 0);
}

/* abi: irq_control.register-ENOUTCB */
static void without_utcb(void)
{
    expect("register without a UTCB", l4_irq_control(IRQ_REGISTER, 0, TIMER_IRQ), -ENOUTCB);
}

int main(void)
{
    struct capability *device;
    struct ids ids;
    word at = room(1);

    without_utcb();
    threads_init();
    capabilities_read();
    device = capability_covering(CAP_PHYSICAL, TIMER / PAGE);
    expect("a capability for the timer", device != 0, 1);
    expect("... of its page alone", device != 0 && device->start == TIMER / PAGE && device->end == TIMER / PAGE + 1, 1);
    expect("map it", l4_map(TIMER, at, 1, MAP_IO, self()), 0);
    expect("map its neighbour", l4_map(TIMER - PAGE, at + PAGE, 1, MAP_IO, self()), -ENOCAP);
    timer = (volatile word *) at;
    refusals();
    thread_create(serve, 0, TC_SHARE_SPACE, &ids);
    expect("five interrupts", thread_wait(&ids), 0);
    finish("irq");
}
