package org.zerobench.posix.process;

import java.util.ArrayList;
import java.util.List;

/** Pending signals of a task or of a process: of the classic ones at most one each, of the real-time ones a bounded queue. */
public final class SignalQueue {
    /** Bound of queued signals (RLIMIT_SIGPENDING in the small). */
    public static final int MOST = 1024;

    private long mask;
    private final List<SignalInfo> waiting = new ArrayList<>(0);

    /** Bits of the signals that are pending. */
    public long mask() {
        return mask;
    }

    /** Adds a signal. @return false when the queue is full */
    public boolean add(SignalInfo info) {
        long bit = SignalNumbers.bit(info.signal());
        if (info.signal() < SignalNumbers.SIGRTMIN && (mask & bit) != 0) {
            return true;
        }
        if (waiting.size() >= MOST) {
            return false;
        }
        waiting.add(info);
        mask |= bit;
        return true;
    }

    /** Takes the next one among {@code wanted}: synchronous ones first, then the lowest number, then the oldest. @return null if none */
    public SignalInfo take(long wanted) {
        long candidates = mask & wanted;
        if (candidates == 0) {
            return null;
        }
        long first = (candidates & SignalNumbers.SYNCHRONOUS) != 0 ? candidates & SignalNumbers.SYNCHRONOUS : candidates;
        int signal = Long.numberOfTrailingZeros(first) + 1;
        SignalInfo found = null;
        boolean more = false;
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).signal() == signal) {
                if (found == null) {
                    found = waiting.remove(i--);
                } else {
                    more = true;
                    break;
                }
            }
        }
        if (!more) {
            mask &= ~SignalNumbers.bit(signal);
        }
        return found;
    }

    /** Throws signals away. */
    public void remove(long unwanted) {
        if ((mask & unwanted) != 0) {
            mask &= ~unwanted;
            waiting.removeIf(info -> (SignalNumbers.bit(info.signal()) & unwanted) != 0);
        }
    }

    /** All, oldest first. */
    public List<SignalInfo> all() {
        return List.copyOf(waiting);
    }
}
