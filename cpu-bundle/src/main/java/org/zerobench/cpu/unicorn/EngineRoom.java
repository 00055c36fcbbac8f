package org.zerobench.cpu.unicorn;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;

/**
 * What all engines of this bundle share: the library, what was learnt about it, and the memory around RAM. Made when first
 * asked for; the library is unloaded when the bundle stops and the last engine is closed, whichever is later.
 *
 * <p>Any thread. Public because Declarative Services asks for it; the package is not exported.
 */
@Component(service = EngineRoom.class)
public final class EngineRoom {

    private final HostMemory host;
    private UnicornLibrary library;
    private Board board;
    private StateLayout layout;
    private Optional<StateWindow.Place> place = Optional.empty();
    private Optional<FastStores.Place> storePlace = Optional.empty();
    private int engines;
    private boolean closing;

    /** Uses what this host allows. */
    public EngineRoom() {
        this(new HostMemory(true));
    }

    EngineRoom(HostMemory host) {
        this.host = host;
    }

    /** An engine, the access to its registers, and what makes its stores fast, if anything can. */
    record Opened(Engine engine, Registers registers, Optional<FastStores> stores) {}

    /** The library in use. */
    synchronized UnicornLibrary library() {
        if (library == null) {
            library = new LibraryFinder().find();
        }
        return library;
    }

    /**
     * Opens an engine over the machine's RAM; about 2 ms.
     *
     * @throws MachineException when the library cannot be used
     */
    synchronized Opened open(Machine machine, Engine.Callbacks callbacks) {
        if (closing) {
            throw new MachineException("the bundle of this CPU has stopped: use another CPU");
        }
        UnicornLibrary used = library();
        if (board == null) {
            board = new Board(host);
        }
        if (layout == null) {
            layout = StateLayout.find(used, board);
            storePlace = FastStores.find(used, board, layout, host);
        }
        Engine engine = new Engine(used, board, machine.ram(), true, callbacks);
        Optional<StateWindow> window = StateWindow.find(engine, layout, host, place);
        place = window.map(StateWindow::place);
        engines++;
        Optional<FastStores> stores = window.flatMap(w -> storePlace.map(at -> new FastStores(w.memory().address(), at)));
        return new Opened(engine, new Registers(engine, layout, window), stores);
    }

    /** Closes an engine that nothing runs. */
    void close(Engine engine) {
        engine.close();
        synchronized (this) {
            engines--;
            unloadIfUnused();
        }
    }

    @Deactivate
    public synchronized void close() {
        closing = true;
        unloadIfUnused();
    }

    private void unloadIfUnused() {
        if (closing && engines == 0 && library != null) {
            library.close();
            library = null;
            if (board != null) {
                board.close();
                board = null;
            }
        }
    }
}
