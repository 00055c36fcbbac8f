package org.zerobench.cpu.unicorn;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.zerobench.api.machine.Machine;

/**
 * What all engines of this bundle share: the library, what was learnt about it, and the memory around RAM. Made when first
 * asked for; the library is unloaded when the bundle stops and the last engine is closed, whichever is later.
 *
 * <p>Any thread.
 */
@Component(service = EngineRoom.class)
final class EngineRoom {

    /** System property that, set to {@code copy}, keeps engines from using a {@link StateWindow}; for tests. */
    static final String ACCESS_PROPERTY = "zb.unicorn.access";

    private final HostMemory host = new HostMemory();
    private UnicornLibrary library;
    private Board board;
    private StateLayout layout;
    private Optional<StateWindow.Place> place = Optional.empty();
    private int engines;
    private boolean closing;

    /** An engine and the access to its registers. */
    record Opened(Engine engine, Registers registers) {}

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
     * @throws org.zerobench.api.machine.MachineException when the library cannot be used
     */
    synchronized Opened open(Machine machine, Engine.Callbacks callbacks) {
        UnicornLibrary used = library();
        if (board == null) {
            board = new Board(host);
        }
        if (layout == null) {
            layout = StateLayout.find(used, board);
        }
        Engine engine = new Engine(used, board, machine.ram(), true, callbacks);
        Optional<StateWindow> window = "copy".equals(System.getProperty(ACCESS_PROPERTY))
                ? Optional.empty()
                : StateWindow.find(engine, layout, host, place);
        place = window.map(StateWindow::place);
        engines++;
        return new Opened(engine, new Registers(engine, layout, window));
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
    synchronized void close() {
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
