package org.zerobench.posix.process;

/** What one system call does. */
@FunctionalInterface
public interface Handler {

    /** @return the result, a negated error number, {@link Call#BLOCKED} or {@link Call#ANSWERED} */
    int handle(Call call);
}
