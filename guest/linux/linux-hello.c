int start_c(void) { return 0; }
