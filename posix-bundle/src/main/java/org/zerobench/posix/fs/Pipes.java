package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.swap.StateException;
import org.zerobench.posix.process.WaitQueue;

/** All pipes by number. */
final class Pipes {
    private final TreeMap<Long, Pipe> pipes = new TreeMap<>();
    private final WaitQueue.Waker waker;

    Pipes(WaitQueue.Waker waker) {
        this.waker = waker;
    }

    Pipe create(long number) {
        Pipe pipe = new Pipe(number, waker);
        pipes.put(number, pipe);
        return pipe;
    }

    /** @return the pipe, or null */
    Pipe find(long number) {
        return pipes.get(number);
    }

    void dropIfIdle(Pipe pipe) {
        if (pipe.idle()) {
            pipes.remove(pipe.number);
        }
    }

    int count() {
        return pipes.size();
    }

    List<FsState.Pipe> save() {
        List<FsState.Pipe> list = new ArrayList<>();
        pipes.values().forEach(pipe -> list.add(pipe.save()));
        return List.copyOf(list);
    }

    void restore(List<FsState.Pipe> state) {
        for (FsState.Pipe pipe : state) {
            if (pipe.contents().bytes().length > pipe.capacity() || pipe.capacity() > Pipe.MOST_CAPACITY) {
                throw new StateException("pipe " + pipe.number() + " holds " + pipe.contents() + ", more than its capacity " + pipe.capacity());
            }
            pipes.put(pipe.number(), Pipe.restore(pipe, waker));
        }
    }
}
