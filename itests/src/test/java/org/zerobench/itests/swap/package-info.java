/**
 * Parts replaced under running programs: often, wrongly, and by nothing but OSGi's own means.
 *
 * <p>Each test looks at the programs first: their output must be what it is without any swap.
 */
package org.zerobench.itests.swap;
