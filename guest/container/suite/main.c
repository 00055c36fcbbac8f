/* The list of tests of ABI 13.3, with its output. */
#include "container.h"
#include "parts.h"

static void verdict(const char *what, int failures)
{
    print("%s -- %s --\n", what, failures == 0 ? "PASSED" : "FAILED");
}

int main(void)
{
    print("cont0: Container suite0 started\n");
    threads_init();
    capabilities_read();
    verdict("THREAD CONTROL:               ", thread_control_test());
    verdict("GETID:                        ", getid_test());
    verdict("EXCHANGE REGISTERS:           ", exchange_registers_test());
    verdict("MAP/UNMAP:                    ", map_test());
    verdict("IPC:                          ", ipc_test());
    verdict("USERSPACE MUTEX:              ", mutex_test());
    verdict("CACHE CONTROL:                ", cache_test());
    print("Test parent thread exiting...\n");
    container_exit();
}
