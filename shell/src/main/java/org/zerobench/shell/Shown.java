package org.zerobench.shell;

/** A value that knows how people like to see it. */
public interface Shown {

    /**
     * Text for people.
     *
     * @param columns width of the terminal in characters, 20 or more
     * @return lines without a newline at the end; empty when there is nothing to say
     */
    String show(int columns);
}
