#ifndef PARTS_H
#define PARTS_H

/* Each returns the number of things that were not as they should be. */
int thread_control_test(void);
int getid_test(void);
int exchange_registers_test(void);
int map_test(void);
int ipc_test(void);
int mutex_test(void);
int cache_test(void);

#endif
