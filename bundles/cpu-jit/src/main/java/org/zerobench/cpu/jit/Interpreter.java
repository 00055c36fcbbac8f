package org.zerobench.cpu.jit;

import org.zerobench.cpu.jit.Core.Exit;

/**
 * Executes guest instructions on a {@link Core}, one after the other. Within a page it follows the links of the page's
 * {@link Action}s; it looks around at the end of a page, at a change of state, and where something is executed for the first time.
 */
final class Interpreter {

    private final Core core;
    private final Mmu mmu;
    private final CodePages pages;
    private final Decoder decoder;
    private final Regions regions;
    /** Compiled code was left for one slow instruction, or there is no budget left for it: that makes nothing hot. */
    private boolean cold;
    /** Compiled code has led to where it is not known whether there is some. */
    private boolean unknown;
    /** The page of {@link Core#base}. */
    private CodePage page;

    Interpreter(Core core, Mmu mmu, CodePages pages, Decoder decoder, Regions regions) {
        this.core = core;
        this.mmu = mmu;
        this.pages = pages;
        this.decoder = decoder;
        this.regions = regions;
    }

    /**
     * Runs until the core has an exit, its budget is spent or a stop is wanted, which is asked at every taken branch. The program
     * counter is then the next instruction's.
     *
     * @throws Abort at a refused access; the core's registers are those before the instruction, pc is its own
     */
    void run() {
        core.hot = regions.hot(core.retired);
        int pc = core.r[Core.PC] & (core.thumb ? ~1 : ~3);
        try {
            while (core.exit == Exit.NONE && core.retired < core.limit) {
                core.r[Core.PC] = pc + (core.thumb ? 4 : 8);
                if (core.it == 0) {
                    pc = compiled(pc);
                    if (unknown || core.exit != Exit.NONE || core.retired >= core.limit) {
                        continue;
                    }
                    core.r[Core.PC] = pc + (core.thumb ? 4 : 8);
                }
                int physical = mmu.fetch(pc);
                if (core.it != 0 || !mmu.isRam(physical)) {
                    pc = alone(pc, physical);
                } else {
                    pc = page(pc, physical);
                }
            }
        } catch (Abort abort) {
            pc = core.address();
            if (!abort.prefetch) {
                core.retired--;
            }
            throw abort;
        } finally {
            core.r[Core.PC] = pc;
        }
    }

    /** Runs compiled code, as long as there is some. @return the next instruction's address */
    private int compiled(int pc) {
        cold = false;
        unknown = false;
        core.failed = 0;
        int key = pc | (core.thumb ? 1 : 0);
        Entries.Entry entry = regions.find(key);
        while (entry != null && entry.region() != null && entry.region().longest <= core.limit - core.retired) {
            core.region = entry.region();
            if (++core.region.entered == Regions.OFTEN) {
                regions.enlarge(core.region);
            }
            key = entry.region().code.run(core, entry.number());
            if (core.failed != 0 || core.exit != Exit.NONE) {
                core.settle();
                return left(entry.region(), key);
            }
            entry = regions.known(key);
        }
        unknown = entry == null;
        cold = entry != null && entry.region() != null;
        core.settle();
        core.thumb = (key & 1) != 0;
        return key & ~1;
    }

    /** Compiled code did not simply come to its end. @return the next instruction's address */
    private int left(Region region, int key) {
        cold = core.failed == Core.BEFORE;
        int next = core.failed != 0 ? region.leave(core) : key;
        core.thumb = (next & 1) != 0;
        return next & ~1;
    }

    /** Runs from page to page, as far as all is known and nothing hot. @return the next instruction's address */
    private int page(int start, int physical) {
        Core core = this.core;
        CodePage known = pages.find(physical);
        enter(known == null ? pages.make(physical) : known, start);
        if (known == null) {
            mmu.watchWrites(page.frame);
        }
        Instruction[] slots = core.thumb ? page.thumb() : page.arm();
        Instruction first = slots[slot(start)];
        if (first == null && regions.tuning.eager()) {
            first = decode(slots, start, physical);
        }
        if (first != null && !cold && regions.heats(first) && regions.want(start | (core.thumb ? 1 : 0), first, page)) {
            return start;
        }
        Action action = action(start);
        int pc;
        do {
            Action rest = chain(action);
            if (rest != null) {
                core.it = rest.it;
                return core.base + rest.offset; // the budget is spent
            }
            pc = Core.target(core.next);
            if (core.it != 0 && core.asking instanceof ItAction begin) {
                begin.found(page.thumbInIt());
            }
            if (core.exit != Exit.NONE || core.it != 0 || core.retired >= core.limit) {
                return pc;
            }
            action = follow(pc);
        } while (action != null);
        return pc;
    }

    /** Executes until something is not known, or the budget spent. @return what would be next then */
    private Action chain(Action first) {
        Core core = this.core;
        Action then = first;
        Action now = first;
        core.asking = null;
        try {
            do {
                now = then;
                core.retired++;
                then = now instanceof Straight straight ? straight.execute(core)
                        : now instanceof BranchActions.B branch ? branch.execute(core)
                        : now.execute(core);
            } while (then != null && core.retired < core.end);
            return then;
        } catch (Abort abort) {
            core.r[Core.PC] = core.base + now.offset + (core.thumb ? 4 : 8);
            core.it = now.it;
            throw abort;
        }
    }

    /** What to go on with, in this page or another, and linked if it can be; null when it takes a closer look. */
    private Action follow(int pc) {
        if (pc >>> 12 == core.base >>> 12) {
            if (core.asking != null) {
                Action found = action(pc);
                if (found == core.actions[slot(pc)]) {
                    core.asking.found(found);
                }
                return found;
            }
            if (core.actions == page.actions(core.thumb)) {
                return null;
            }
        }
        core.r[Core.PC] = pc + (core.thumb ? 4 : 8);
        int physical = mmu.fetch(pc);
        CodePage known = mmu.isRam(physical) ? pages.find(physical) : null;
        if (known == null) {
            return null;
        }
        enter(known, pc);
        return Action.at(core, pc, true);
    }

    private void enter(CodePage entered, int pc) {
        page = entered;
        core.base = pc & -1 << 12;
        core.actions = page.actions(core.thumb);
    }

    private Action action(int pc) {
        Action known = core.actions[slot(pc)];
        if (known != null) {
            return known;
        }
        Instruction[] slots = core.thumb ? page.thumb() : page.arm();
        Instruction i = slots[slot(pc)];
        if (i == null) {
            i = decode(slots, pc, page.frame | pc & Action.OFFSET);
        }
        Action made = Actions.of(i, pc & Action.OFFSET);
        if (slots[slot(pc)] != null) {
            core.actions[slot(pc)] = made;
        }
        return made;
    }

    private static int slot(int pc) {
        return pc >>> 1 & CodePage.SLOTS - 1;
    }

    /** One instruction in an IT block, or outside RAM. @return the next instruction's address */
    private int alone(int pc, int physical) {
        Instruction i;
        if (core.it != 0 && mmu.isRam(physical) && pages.find(physical) != null) {
            Instruction[] slots = pages.find(physical).thumbInIt();
            i = slots[physical >>> 1 & CodePage.SLOTS - 1];
            if (i == null) {
                i = decode(slots, pc, physical);
            }
        } else {
            i = core.thumb ? thumb(pc, physical) : decoder.arm(mmu.code32(physical));
        }
        core.next = pc + i.length;
        core.retired++;
        int cond = core.it != 0 && i.op != Op.BKPT ? core.it >>> 4 : i.cond;
        int block = core.it;
        if (cond >= Instruction.AL || core.passes(cond)) {
            execute(core, i);
            i.taken++;
        } else {
            i.skipped++;
        }
        boolean repeated = core.exit == Exit.UNDEFINED || core.exit == Exit.BREAKPOINT;
        if (block != 0 && !repeated) {
            core.advanceIt();
        }
        return Core.target(core.next);
    }

    /** Decodes and keeps, unless the instruction goes on in the next page, which may change without this one. */
    private Instruction decode(Instruction[] slots, int pc, int physical) {
        Instruction i = core.thumb ? thumb(pc, physical) : decoder.arm(mmu.code32(physical & ~3));
        if ((physical & 0xFFF) + i.length <= 0x1000) {
            slots[physical >>> 1 & CodePage.SLOTS - 1] = i;
        }
        return i;
    }

    private Instruction thumb(int pc, int physical) {
        core.r[Core.PC] = pc + 4;
        int first = mmu.code16(physical);
        if (!Decoder.wide(first)) {
            return decoder.thumb16(first, core.it != 0);
        }
        boolean last = (pc & 0xFFF) == 0xFFE;
        return decoder.thumb32(first << 16 | mmu.code16(last ? mmu.fetch(pc + 2) : physical + 2));
    }

    /** Executes one instruction whose condition holds. */
    static void execute(Core core, Instruction i) {
        switch (i.unit) {
            case DATA -> DataProcessing.execute(core, i);
            case MEMORY -> LoadStore.single(core, i);
            case BRANCH -> Branches.execute(core, i);
            case BLOCK -> LoadStore.multiple(core, i);
            case MULTIPLY -> Multiplier.execute(core, i);
            case MEDIA -> Media.execute(core, i);
            case EXCLUSIVE -> Exclusives.execute(core, i);
            case SYSTEM -> SystemUnit.execute(core, i);
            case VFP -> Vfp.execute(core, i);
            case NEON -> Neon.execute(core, i);
        }
    }
}
