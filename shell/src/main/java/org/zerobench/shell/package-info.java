/**
 * The person's side: commands that show the machine, run programs and replace parts, and the ways to give them.
 *
 * <p>A command is a method of a component with the property {@code osgi.command.scope=zb} ({@link
 * org.zerobench.shell.MachineCommands} what runs and what memory holds, {@link org.zerobench.shell.ProgramCommands}
 * programs, {@link org.zerobench.shell.SwapCommands} swaps). It returns values, mostly {@link org.zerobench.shell.Rows} of
 * the API's own records; {@link org.zerobench.shell.ShownConverter} makes text of them for people and pipes.
 *
 * <p>Who gives commands: {@link org.zerobench.shell.Prompt} a person at a terminal, {@link org.zerobench.shell.Batch} a line,
 * a file or a pipe, both at a {@link org.zerobench.shell.Station}. {@link org.zerobench.shell.ExecMode} runs
 * one program and no commands.
 *
 * <p><b>Threads:</b> commands run on the shell's threads and ask the machine with {@code Machine.call}, which runs at its
 * next safe point.
 */
package org.zerobench.shell;
