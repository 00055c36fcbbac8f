/* The user's half of mutexes (ABI 5.10): -1 is unlocked, 0 locked, n locked with n contenders, -2 being updated. */
#include "container.h"

#define UPDATING ((word) -2)

static word take(struct mutex *mutex)
{
    word old;

    while ((old = swap(&mutex->lock, UPDATING)) == UPDATING) {
        l4_thread_switch(L4_NIL);
    }
    return old;
}

int mutex_lock(struct mutex *mutex)
{
    for (;;) {
        word value = take(mutex) + 1;
        int result;

        mutex->lock = value;
        if (value == 0) {
            return 0;
        }
        result = l4_mutex_control(&mutex->lock, MUTEX_LOCK);
        if (result < 0) {
            return result;
        }
    }
}

int mutex_unlock(struct mutex *mutex)
{
    word contenders = take(mutex);

    mutex->lock = (word) -1;
    return contenders == 0 ? 0 : l4_mutex_control(&mutex->lock, MUTEX_UNLOCK | contenders);
}
