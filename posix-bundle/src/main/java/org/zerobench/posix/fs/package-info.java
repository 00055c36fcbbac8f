/**
 * Files. The model, from the inside out:
 *
 * <ul>
 *   <li>An <b>inode</b> ({@link org.zerobench.posix.fs.Inode}) is what names lead to: a file's contents, a directory, a link,
 *       a device. The tree owns them all by number. An inode may lie on the host: then the host's contents and names show
 *       through, and what guests change is kept in memory over them (or, in a writable folder, goes to the host).
 *   <li>/proc is computed: an inode's number says what it is.
 *   <li>A <b>path</b> is walked component by component in the guest's own name space; links are followed by us and never
 *       by the host, so no path leads out of the root.
 *   <li>An <b>open file</b> ({@link org.zerobench.posix.fs.OpenFile}) is a position and flags on an inode, a pipe or a
 *       console; <b>descriptors</b> ({@link org.zerobench.posix.fs.Files}) lead to open files.
 *   <li>The <b>handlers</b> ({@code …Calls}) turn system calls into operations on these. Contents of regular files go through
 *       the pager's page cache, so that reads and mappings agree.
 * </ul>
 *
 * <p>Names and paths are byte strings: each char of a {@code String} is one byte. Refusals inside travel as {@link
 * org.zerobench.posix.fs.Refused} and become error numbers where a handler was registered.
 *
 * <p>Blocking: whoever must wait is put into {@link org.zerobench.posix.process.WaitQueue}s and tries the whole call again.
 *
 * <p><b>Threads:</b> machine thread only; {@code save} and {@code restore} also while the machine stands still.
 */
package org.zerobench.posix.fs;
