package org.zerobench.pager;

import static org.zerobench.api.kernel.Errors.EIO;
import static org.zerobench.api.kernel.Errors.ENOMEM;

import java.io.IOException;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.pager.Replacement;

/**
 * Finds a frame for a page: a free one, or the policy's victim.
 *
 * <p>The policy is somebody else's code. What it throws or answers wrongly is reported once, and the oldest page goes
 * instead: a bad policy makes the machine slow, not wrong.
 */
final class Eviction {
    private final World world;
    private final FileCache cache;
    private final Replacement policy;
    private final String policyName;
    private boolean policyBroken;
    /** Inside the policy's code. Still true at the next call: the machine gave up waiting for the last one. */
    private boolean inPolicy;

    Eviction(World world, FileCache cache, Replacement policy, String policyName) {
        this.world = world;
        this.cache = cache;
        this.policy = policy;
        this.policyName = policyName;
        world.frames.onUnload(this::freed);
    }

    /** @return a frame without contents, or -ENOMEM, -EIO */
    int frame() {
        int frame = world.frames.takeFree();
        if (frame < 0) {
            int error = evictOne();
            if (error < 0) {
                return error;
            }
            frame = world.frames.takeFree();
        }
        world.newContents(frame);
        return frame;
    }

    /** Puts a page into a frame that holds its contents now. */
    void loaded(Page page, int frame) {
        world.frames.load(page, frame);
        world.frames.use(frame);
        tellLoaded(frame);
    }

    private boolean enterPolicy() {
        if (inPolicy && !policyBroken) {
            broken("it did not come back from a call");
        }
        inPolicy = !policyBroken;
        return inPolicy;
    }

    private void tellLoaded(int frame) {
        if (enterPolicy()) {
            try {
                policy.loaded(frame);
                inPolicy = false;
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                broken(e.toString());
            }
        }
    }

    /** Tells a new pager's policy about a page that is there already; what it throws refuses the swap. */
    void adopted(int frame) {
        policy.loaded(frame);
    }

    private void freed(int frame) {
        if (enterPolicy()) {
            try {
                policy.freed(frame);
                inPolicy = false;
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                broken(e.toString());
            }
        }
    }

    /** Makes one frame free. @return 0, -ENOMEM when nothing can go, -EIO when what could go cannot be written */
    private int evictOne() {
        Page victim = choose();
        // The policy may have been slow enough to be given up: an abandoned thread must not touch anything any more.
        world.machine.assertMachineThread();
        int error = -ENOMEM;
        if (victim != null) {
            error = evict(victim);
            if (error == 0) {
                return 0;
            }
        }
        for (Page page = world.frames.oldest(); page != null; page = page.newer) {
            if (!world.frames.pinned(page.frame) && (victim == null || !page.mustBeWritten())) {
                victim = page;
                error = evict(page);
                if (error == 0) {
                    return 0;
                }
            }
        }
        return error;
    }

    private Page choose() {
        if (!enterPolicy()) {
            return null;
        }
        int frame;
        try {
            frame = policy.victim(world.frames);
            inPolicy = false;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            broken(e.toString());
            return null;
        }
        if (frame == -1) {
            return null;
        }
        Page page = world.frames.page(frame);
        if (page == null || world.frames.pinned(frame)) {
            broken("victim " + frame + (page == null ? " is not a loaded frame" : " is pinned"));
            return null;
        }
        return page;
    }

    private void broken(String what) {
        policyBroken = true;
        world.reportOnce("pager: replacement policy " + policyName + ": " + what
                + "; the oldest page goes instead: choose another policy with 'use pager'");
    }

    /** Takes a page out of memory. @return 0, or -ENOMEM, -EIO: then it stays and faults bring it back */
    private int evict(Page page) {
        Kernel kernel = world.kernel();
        for (int i = 0; i < page.holders(); i++) {
            kernel.unmap(Servers.PAGER, page.space(i).spid, page.number(i) << World.PAGE_BITS, 1);
        }
        if (page.mustBeWritten()) {
            int error = page.isFile() ? cache.writeBack(page) : writeOut(page);
            if (error < 0) {
                return error;
            }
        }
        if (!page.isPrivate()) {
            for (int i = 0; i < page.holders(); i++) {
                page.space(i).table.set(page.number(i), null);
            }
            page.removeAllHolders();
        }
        world.frames.unload(page);
        if (page.isFile()) {
            page.object.pages.set(page.index, null);
            world.dropIfEmpty(page.object);
        }
        world.evictions++;
        return 0;
    }

    private int writeOut(Page page) {
        int slot = world.store.take();
        if (slot == Store.FULL) {
            return -ENOMEM;
        }
        try {
            world.store.write(slot, world.bytes(page.frame));
        } catch (IOException e) {
            world.store.give(slot);
            world.reportOnce("pager: the backing store cannot be written (" + e.getMessage()
                    + "): programs that need memory get none until there is room in " + System.getProperty("java.io.tmpdir"));
            return -EIO;
        }
        page.slot = slot;
        return 0;
    }
}
