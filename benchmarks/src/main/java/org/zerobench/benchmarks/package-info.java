/** What is measured, and the one command that prints it all against its aims: see {@code docs/performance.md}. */
package org.zerobench.benchmarks;
