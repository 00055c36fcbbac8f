/**
 * Starts the workbench: reads the command line, embeds an OSGi framework, installs the distribution's bundles and waits
 * for the framework to stop.
 *
 * <p>The launcher is no bundle and knows no part of the machine. It speaks to them through framework properties only:
 *
 * <table>
 * <caption>Framework properties set by the launcher</caption>
 * <tr><th>property</th><th>value</th></tr>
 * <tr><td>{@code zb.mode}</td><td>{@code shell}, {@code command}, {@code script} or {@code exec}; not set, as in tests: boot and wait</td></tr>
 * <tr><td>{@code zb.command}</td><td>the text after {@code -c}</td></tr>
 * <tr><td>{@code zb.script}</td><td>absolute path of the script</td></tr>
 * <tr><td>{@code zb.exec.argc}, {@code zb.exec.arg.0} …</td><td>the program and its arguments</td></tr>
 * <tr><td>{@code zb.root}</td><td>absolute path of a host folder that is the guest's {@code /}</td></tr>
 * <tr><td>{@code zb.writable}</td><td>{@code true}: writes go to that folder</td></tr>
 * <tr><td>{@code zb.ram}</td><td>size of RAM in bytes, decimal; a multiple of 1 MiB from 4 MiB to 256 MiB</td></tr>
 * <tr><td>{@code zb.cpu}, {@code zb.pager}, {@code zb.allocator}</td><td>policy names</td></tr>
 * <tr><td>{@code zb.env}</td><td>{@code NAME=VALUE} for the program, one a line</td></tr>
 * <tr><td>{@code zb.tty}</td><td>which of the descriptors 0, 1, 2 are terminals, like {@code 0,1,2}</td></tr>
 * <tr><td>{@code zb.home}, {@code zb.guest}, {@code zb.deploy}</td><td>folders of the distribution, of its guest
 * programs, and the one watched for bundles</td></tr>
 * </table>
 *
 * <p>A property that was not asked for is not set. Who ends the work stops the framework (bundle 0); the JVM then exits
 * with the integer in the <em>system</em> property {@code zb.exit}, 0 when it is not set.
 */
package org.zerobench.launcher;
