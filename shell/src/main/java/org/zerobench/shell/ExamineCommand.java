package org.zerobench.shell;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.zerobench.api.kernel.KernelView.ThreadInfo;
import org.zerobench.api.machine.Disassembler;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.posix.PosixServer.ProcessInfo;

/**
 * {@code x}: memory of a program as instructions, words or texts. As in debuggers it is typed with its format in one word,
 * {@code x/8i}: no command has that name, so the command processor asks {@code default}, which is here.
 */
@Component(service = ExamineCommand.class, property = {
    "osgi.command.scope=zb", "osgi.command.function=x", "osgi.command.function=" + ExamineCommand.DEFAULT
})
public final class ExamineCommand {

    static final String X = "x [/[COUNT]FORMAT] [-t] [-s] PID [ADDRESS]: memory of a program, typed as x/8i PID; "
            + "FORMAT: i instructions, x words, s texts; ADDRESS: pc, sp or a number, odd for Thumb code; without it pc; "
            + "-t: the number is a thread's; -s: it is a space's";
    /** What the command processor calls for a name that no command has. */
    static final String DEFAULT = "default";
    /** What {@code x} is called with: how often, and what. */
    static final List<String> FORMATS = List.of("x/i", "x/8i", "x/x", "x/s");

    private static final Pattern SLASH = Pattern.compile("(?:zb:)?x(/.*)");
    private static final Pattern FORMAT = Pattern.compile("/(\\d{0,3})([ixs])");
    private static final int THUMB = ThreadContext.CPSR_USER | ThreadContext.CPSR_THUMB;
    private static final int WORDS_A_LINE = 4;
    /** Texts end here, in bytes, as people want to see something else, too. */
    private static final int LONGEST_TEXT = 200;

    private final Machine machine;

    /** Whoever disassembles now, null for nobody. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile Disassembler disassembler;

    @Activate
    public ExamineCommand(@Reference Machine machine) {
        this.machine = machine;
    }

    /** An instruction in memory. @param here true when the thread stands there @param code as a number, first half word on top */
    public record Code(boolean here, int address, String code, String text) {}

    /** Up to four words in memory. */
    public record Words(int address, List<Integer> words) {}

    /** A text in memory that ends with a zero byte, or is as long as is shown. */
    public record Text(int address, String text) {}

    /** Whose memory it is, and where its thread stands. @param cpsr state of the code there */
    private record Place(int spid, boolean stands, int pc, int sp, int cpsr) {
        static Place of(ThreadInfo thread) {
            return new Place(thread.spid(), true, thread.pc(), thread.sp(), thread.cpsr());
        }
    }

    @Descriptor("memory of a program")
    public Rows<?> x(@Descriptor(X) String... words) {
        boolean formatted = words.length > 0 && words[0].startsWith("/");
        String[] others = formatted ? Arrays.copyOfRange(words, 1, words.length) : words;
        Arguments arguments = new Arguments(X, List.of("-t", "-s"), others);
        Matcher format = FORMAT.matcher(formatted ? words[0] : "/x");
        if (!format.matches()) {
            throw arguments.wrong("'" + words[0] + "' is no format, /8i is one");
        }
        int count = format.group(1).isEmpty() ? 1 : Integer.parseInt(format.group(1));
        List<String> rest = arguments.rest(1, 2);
        Place place = place(arguments, arguments.number(rest.getFirst()));
        int address = switch (rest.size() < 2 ? "pc" : rest.get(1)) {
            case "pc" -> standing(place).pc;
            case "sp" -> standing(place).sp;
            case String number -> arguments.number(number);
        };
        return switch (format.group(2)) {
            case "i" -> code(place, address, count);
            case "x" -> words(place, address, count);
            default -> texts(place, address, count);
        };
    }

    /** {@code x/8i}, one word. Public for the command processor. */
    public Rows<?> _default(String name, String... words) throws CommandNotFoundException {
        Matcher slash = SLASH.matcher(name);
        if (!slash.matches()) {
            throw new CommandNotFoundException(name);
        }
        List<String> all = new ArrayList<>(List.of(words));
        all.addFirst(slash.group(1));
        return x(all.toArray(String[]::new));
    }

    private static Place standing(Place place) {
        if (!place.stands) {
            throw new MachineException("space " + place.spid + " has no thread, so no pc: name an address");
        }
        return place;
    }

    private Place place(Arguments arguments, int number) {
        List<ThreadInfo> threads = machine.call(() -> machine.kernel().threads());
        if (arguments.has("-t")) {
            ThreadInfo thread = threads.stream().filter(t -> t.tid() == number).findFirst()
                    .orElseThrow(() -> new MachineException("no thread 0x" + Integer.toHexString(number) + " (see threads)"));
            if (thread.java()) {
                throw new MachineException("thread 0x" + Integer.toHexString(number) + " runs Java code");
            }
            return Place.of(thread);
        }
        int spid = MachineCommands.space(machine, arguments, number);
        List<Integer> own = machine.call(() -> machine.posix().processes()).stream().filter(p -> p.spid() == spid)
                .map(ProcessInfo::threads).findFirst().orElse(List.of());
        return threads.stream().filter(t -> t.spid() == spid && !t.java())
                .filter(t -> own.isEmpty() || own.getFirst() == t.tid()).findFirst()
                .map(Place::of).orElse(new Place(spid, false, 0, 0, ThreadContext.CPSR_USER));
    }

    /** Memory from an address on, at least one byte. */
    private ByteBuffer memory(Place place, int address, int most) {
        byte[] bytes = machine.call(() -> new GuestMemory(machine, place.spid).read(address, most));
        if (bytes.length == 0) {
            throw new MachineException("nothing is mapped at " + Units.hex(address) + " in space " + place.spid + " (see maps)");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A table that says so when memory ended before all was there that is wanted. */
    private static <R> Rows<R> rows(List<R> rows, boolean all, int end) {
        return all ? Rows.of(rows) : Rows.of(rows).note("nothing is mapped at " + Units.hex(end));
    }

    private Rows<Code> code(Place place, int address, int count) {
        Disassembler now = disassembler;
        if (now == null) {
            throw new MachineException("nobody disassembles: the bundle of the CPU in Java is not there (see lb)");
        }
        boolean thumb = (address & 1) != 0 || (place.cpsr & ThreadContext.CPSR_THUMB) != 0;
        int start = thumb ? address & ~1 : address & ~3;
        int cpsr = start == place.pc ? place.cpsr : thumb ? THUMB : ThreadContext.CPSR_USER;
        ByteBuffer memory = memory(place, start, 4 * count);
        List<Code> rows = new ArrayList<>();
        while (rows.size() < count && memory.remaining() >= (thumb ? 2 : 4)) {
            int at = start + memory.position();
            boolean whole = memory.remaining() >= 4;
            int word = whole ? memory.getInt(memory.position()) : memory.getShort(memory.position()) & 0xFFFF;
            Disassembler.Line line = now.disassemble(word, at, cpsr);
            if (line.bytes() > memory.remaining()) {
                break;
            }
            String code = line.bytes() == 2 ? "%04x".formatted(word & 0xFFFF)
                    : thumb ? "%04x %04x".formatted(word & 0xFFFF, word >>> 16) : "%08x".formatted(word);
            rows.add(new Code(place.stands && at == place.pc, at, code, line.text()));
            memory.position(memory.position() + line.bytes());
            cpsr = line.cpsr();
        }
        return rows(rows, rows.size() == count, start + memory.limit()).text("", row -> row.here ? "→" : "")
                .text("ADDRESS", row -> Units.hex(row.address)).text("CODE", Code::code)
                .text("INSTRUCTION", row -> aligned(row.text));
    }

    /** Operands below each other. */
    private static String aligned(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : "%-7s %s".formatted(text.substring(0, blank), text.substring(blank + 1));
    }

    private Rows<Words> words(Place place, int address, int count) {
        int start = address & ~3;
        ByteBuffer memory = memory(place, start, 4 * count);
        List<Words> rows = new ArrayList<>();
        int read = 0;
        while (memory.remaining() >= 4) {
            int at = start + memory.position();
            List<Integer> line = new ArrayList<>();
            while (line.size() < WORDS_A_LINE && memory.remaining() >= 4) {
                line.add(memory.getInt());
            }
            read += line.size();
            rows.add(new Words(at, List.copyOf(line)));
        }
        Rows<Words> table = rows(rows, read == count, start + memory.limit()).text("ADDRESS", row -> Units.hex(row.address));
        for (int i = 0; i < WORDS_A_LINE; i++) {
            int column = i;
            table.text("+" + Integer.toHexString(4 * i),
                    row -> column < row.words.size() ? Units.hex(row.words.get(column)) : "");
        }
        return table;
    }

    private Rows<Text> texts(Place place, int address, int count) {
        ByteBuffer memory = memory(place, address, LONGEST_TEXT * count);
        List<Text> rows = new ArrayList<>();
        while (rows.size() < count && memory.hasRemaining()) {
            int at = address + memory.position();
            rows.add(new Text(at, text(memory)));
        }
        return rows(rows, rows.size() == count, address + memory.limit()).text("ADDRESS", row -> Units.hex(row.address))
                .text("TEXT", Text::text);
    }

    private static String text(ByteBuffer memory) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < LONGEST_TEXT && memory.hasRemaining(); i++) {
            int c = memory.get() & 0xFF;
            if (c == 0) {
                return text.append('"').toString();
            }
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '"', '\\' -> text.append('\\').append((char) c);
                default -> text.append(c >= ' ' && c < 0x7F ? Character.toString(c) : "\\x%02x".formatted(c));
            }
        }
        return text.append("\"…").toString();
    }
}
