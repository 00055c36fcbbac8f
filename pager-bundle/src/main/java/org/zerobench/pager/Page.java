package org.zerobench.pager;

import java.util.Arrays;

/**
 * 4096 bytes that a program put somewhere: in a frame, in the backing store, or (a clean copy) in both.
 *
 * <p>It belongs to a {@link MemoryObject} or, without one, to its holders alone. A holder is a place (space, page number)
 * whose {@link PageTable} entry is this page. A private page with several holders is shared copy-on-write.
 */
final class Page {
    static final int NONE = -1;

    final MemoryObject object;
    final int index;
    int frame = NONE;
    int slot = NONE;
    /** File pages only: newer than the file. Anonymous pages are newer than the store exactly when they have no slot. */
    boolean dirty;
    /** Neighbours in load order while in memory; see {@link Frames}. */
    Page older;
    Page newer;

    /* Nearly every page has one holder: it lives in two fields, further ones in arrays. */
    private int holders;
    private Space firstSpace;
    private int firstNumber;
    private Space[] spaces;
    private int[] numbers;

    /** @param object whose page it is, null for private anonymous memory @param index page of the object */
    Page(MemoryObject object, int index) {
        this.object = object;
        this.index = index;
    }

    boolean resident() {
        return frame != NONE;
    }

    /** Private: nothing but holders refer to it. */
    boolean isPrivate() {
        return object == null;
    }

    boolean isFile() {
        return object != null && object.isFile();
    }

    /** Whether its contents would be lost with the frame. */
    boolean mustBeWritten() {
        return isFile() ? dirty : slot == NONE;
    }

    int holders() {
        return holders;
    }

    Space space(int holder) {
        return holder == 0 ? firstSpace : spaces[holder - 1];
    }

    int number(int holder) {
        return holder == 0 ? firstNumber : numbers[holder - 1];
    }

    void addHolder(Space space, int number) {
        if (holders == 0) {
            firstSpace = space;
            firstNumber = number;
        } else {
            if (spaces == null) {
                spaces = new Space[3];
                numbers = new int[3];
            } else if (holders > spaces.length) {
                spaces = Arrays.copyOf(spaces, holders * 2);
                numbers = Arrays.copyOf(numbers, holders * 2);
            }
            spaces[holders - 1] = space;
            numbers[holders - 1] = number;
        }
        holders++;
    }

    void removeHolder(Space space, int number) {
        for (int i = holders - 1; i >= 0; i--) {
            if (space(i) == space && number(i) == number) {
                holders--;
                put(i, space(holders), number(holders));
                put(holders, null, 0);
                return;
            }
        }
        throw new AssertionError("page " + number + " of space " + space.spid + " is not held");
    }

    void removeAllHolders() {
        holders = 0;
        firstSpace = null;
        spaces = null;
        numbers = null;
    }

    private void put(int holder, Space space, int number) {
        if (holder == 0) {
            firstSpace = space;
            firstNumber = number;
        } else {
            spaces[holder - 1] = space;
            numbers[holder - 1] = number;
        }
    }
}
