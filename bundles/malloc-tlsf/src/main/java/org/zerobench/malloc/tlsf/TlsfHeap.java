package org.zerobench.malloc.tlsf;

import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;

/**
 * A TLSF heap over granules of 8 bytes.
 *
 * <p>The first level is the power of two below a size, the second divides it into {@value #SECOND} equal classes. A request
 * is rounded up to a class border, so any piece of that class or a higher one holds it and the first of its list is taken:
 * a good fit, in constant time. What this rounding misses (a piece in the request's own class that is large enough) is
 * looked for only before giving up.
 *
 * <p>The order of a list is the order in which pieces became free. A heap made from a state does not know it and lists
 * them by address: blocks asked for after a swap may come to lie elsewhere than without it.
 */
final class TlsfHeap implements Heap {

    /** Classes per power of two, as an exponent and as a number. */
    private static final int SECOND_LOG = 4;
    private static final int SECOND = 1 << SECOND_LOG;
    /** Sizes below {@link #SECOND} granules have a class each, at first level 0; an arena has fewer than 2^30 granules. */
    private static final int FIRST = 30 - SECOND_LOG + 1;

    private final int start;
    private final int arenaBytes;
    private final Pieces pieces;
    private final AddressTable live;
    /** Piece at the arena's bottom, {@link Pieces#NONE} in an arena of less than a granule. */
    private int lowest = Pieces.NONE;

    /** First piece of each class's list; a bit for each list that has one; a bit for each first level that has one. */
    private final int[] heads = new int[FIRST * SECOND];
    private final int[] secondMap = new int[FIRST];
    private int firstMap;

    /** @param state consistent: {@link HeapState#check()} was called */
    TlsfHeap(HeapState state) {
        start = state.start();
        arenaBytes = state.arenaBytes();
        int[] addresses = state.addresses();
        int[] sizes = state.sizes();
        long from = Integer.toUnsignedLong(start);
        int free = (int) ((from + ALIGNMENT - 1) / ALIGNMENT);
        int top = (int) ((from + Integer.toUnsignedLong(arenaBytes)) / ALIGNMENT);
        pieces = new Pieces(2 * addresses.length + 1);
        live = new AddressTable(addresses.length);
        int last = Pieces.NONE;
        for (int i = 0; i < addresses.length; i++) {
            int at = addresses[i] >>> 3;
            if (at > free) {
                last = append(free, at - free, 0, last);
            }
            int span = granules(sizes[i]);
            last = append(at, span, sizes[i], last);
            live.put(at, last);
            free = at + span;
        }
        if (top > free) {
            append(free, top - free, 0, last);
        }
    }

    private int append(int at, int span, int bytes, int last) {
        int piece = pieces.insert(at, span, bytes, last);
        if (last == Pieces.NONE) {
            lowest = piece;
        }
        if (bytes == 0) {
            link(piece);
        }
        return piece;
    }

    private static int granules(int bytes) {
        return (int) (((long) bytes + ALIGNMENT - 1) / ALIGNMENT);
    }

    /** The class that a free piece of that size belongs to: first level times {@value #SECOND} plus second. */
    static int classOf(int span) {
        if (span < SECOND) {
            return span;
        }
        int log = 31 - Integer.numberOfLeadingZeros(span);
        return (log - SECOND_LOG + 1) * SECOND + (span >>> log - SECOND_LOG) - SECOND;
    }

    /** The lowest class in which every piece has at least that size. */
    static int classHolding(int span) {
        if (span < SECOND) {
            return span;
        }
        int log = 31 - Integer.numberOfLeadingZeros(span);
        return classOf(span + (1 << log - SECOND_LOG) - 1);
    }

    private void link(int piece) {
        int list = classOf(pieces.span[piece]);
        int head = heads[list];
        pieces.previous[piece] = Pieces.NONE;
        pieces.next[piece] = head;
        if (head != Pieces.NONE) {
            pieces.previous[head] = piece;
        }
        heads[list] = piece;
        secondMap[list / SECOND] |= 1 << list % SECOND;
        firstMap |= 1 << list / SECOND;
    }

    private void unlink(int piece) {
        int list = classOf(pieces.span[piece]);
        int before = pieces.previous[piece];
        int after = pieces.next[piece];
        if (after != Pieces.NONE) {
            pieces.previous[after] = before;
        }
        if (before != Pieces.NONE) {
            pieces.next[before] = after;
            return;
        }
        heads[list] = after;
        if (after == Pieces.NONE) {
            int first = list / SECOND;
            secondMap[first] &= ~(1 << list % SECOND);
            if (secondMap[first] == 0) {
                firstMap &= ~(1 << first);
            }
        }
    }

    /** A free piece of at least that size, or {@link Pieces#NONE}. */
    private int find(int span) {
        int list = classHolding(span);
        int first = list / SECOND;
        int seconds = first < FIRST ? secondMap[first] & -1 << list % SECOND : 0;
        if (seconds == 0) {
            int firsts = first + 1 < FIRST ? firstMap & -1 << first + 1 : 0;
            if (firsts == 0) {
                return findInOwnClass(span);
            }
            first = Integer.numberOfTrailingZeros(firsts);
            seconds = secondMap[first];
        }
        return heads[first * SECOND + Integer.numberOfTrailingZeros(seconds)];
    }

    private int findInOwnClass(int span) {
        int list = classOf(span);
        int piece = list < heads.length ? heads[list] : Pieces.NONE;
        while (piece != Pieces.NONE && pieces.span[piece] < span) {
            piece = pieces.next[piece];
        }
        return piece;
    }

    /** Cuts what a piece has beyond {@code span} off and makes it free, with a free neighbour above if there is one. */
    private void trim(int piece, int span) {
        int rest = pieces.span[piece] - span;
        if (rest == 0) {
            return;
        }
        pieces.span[piece] = span;
        release(pieces.insert(pieces.at[piece] + span, rest, 0, piece));
    }

    /** Joins a piece that has become free with its free neighbours and lists the result. */
    private void release(int piece) {
        int upper = pieces.above[piece];
        if (pieces.free(upper)) {
            unlink(upper);
            pieces.joinToLower(upper);
        }
        int lower = pieces.below[piece];
        if (pieces.free(lower)) {
            unlink(lower);
            pieces.joinToLower(piece);
            piece = lower;
        }
        link(piece);
    }

    @Override
    public int allocate(int bytes) {
        if (bytes <= 0) {
            return 0;
        }
        int span = granules(bytes);
        int piece = find(span);
        if (piece == Pieces.NONE) {
            return 0;
        }
        unlink(piece);
        pieces.bytes[piece] = bytes;
        trim(piece, span);
        live.put(pieces.at[piece], piece);
        return pieces.at[piece] << 3;
    }

    private int piece(int address) {
        return address % ALIGNMENT == 0 ? live.get(address >>> 3) : Pieces.NONE;
    }

    @Override
    public int free(int address) {
        int piece = piece(address);
        if (piece == Pieces.NONE) {
            return -1;
        }
        live.remove(pieces.at[piece]);
        int bytes = pieces.bytes[piece];
        pieces.bytes[piece] = 0;
        release(piece);
        return bytes;
    }

    @Override
    public int size(int address) {
        int piece = piece(address);
        return piece == Pieces.NONE ? -1 : pieces.bytes[piece];
    }

    @Override
    public boolean resize(int address, int bytes) {
        int piece = piece(address);
        if (piece == Pieces.NONE || bytes <= 0) {
            return false;
        }
        int span = granules(bytes);
        int upper = pieces.above[piece];
        if (span > pieces.span[piece]) {
            if (!pieces.free(upper) || span > pieces.span[piece] + pieces.span[upper]) {
                return false;
            }
            unlink(upper);
            pieces.joinToLower(upper);
        }
        pieces.bytes[piece] = bytes;
        trim(piece, span);
        return true;
    }

    @Override
    public HeapState save() {
        int[] addresses = new int[live.count()];
        int[] sizes = new int[addresses.length];
        int to = 0;
        for (int piece = lowest; piece != Pieces.NONE; piece = pieces.above[piece]) {
            if (pieces.bytes[piece] != 0) {
                addresses[to] = pieces.at[piece] << 3;
                sizes[to++] = pieces.bytes[piece];
            }
        }
        return new HeapState(start, arenaBytes, addresses, sizes);
    }
}
