package org.zerobench.posix.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.zerobench.api.kernel.Errors;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Credentials;
import org.zerobench.posix.process.Handler;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.World;

/** Who a process is: numbers of process, group, session, user and groups. */
public final class IdentityCalls {
    private static final int MOST_GROUPS = 65_536;
    private static final int KEEP = -1;

    private final World world;

    public IdentityCalls(World world) {
        this.world = world;
    }

    /** Declares them. The old calls have 16-bit numbers; ours never need more, so both do the same. */
    public void register(CallTable table) {
        table.add(20, "getpid", call -> call.process().pid())
                .add(64, "getppid", call -> call.process().parent())
                .add(224, "gettid", call -> call.task().tid())
                .add(57, "setpgid", this::setGroup)
                .add(65, "getpgrp", call -> call.process().group())
                .add(132, "getpgid", call -> of(call, Process::group))
                .add(66, "setsid", this::setSession)
                .add(147, "getsid", call -> of(call, Process::session));
        user(table, 24, 199, "getuid", Credentials::user);
        user(table, 47, 200, "getgid", Credentials::group);
        user(table, 49, 201, "geteuid", Credentials::effectiveUser);
        user(table, 50, 202, "getegid", Credentials::effectiveGroup);
        both(table, 70, 203, "setreuid", this::setRealUser);
        both(table, 71, 204, "setregid", this::setRealGroup);
        both(table, 80, 205, "getgroups", this::groups);
        both(table, 81, 206, "setgroups", this::setGroups);
        both(table, 164, 208, "setresuid", call -> setUsers(call, call.arg(0), call.arg(1), call.arg(2)));
        both(table, 165, 209, "getresuid", call -> three(call, c -> new int[] {c.user(), c.effectiveUser(), c.savedUser()}));
        both(table, 170, 210, "setresgid", call -> setGroups(call, call.arg(0), call.arg(1), call.arg(2)));
        both(table, 171, 211, "getresgid", call -> three(call, c -> new int[] {c.group(), c.effectiveGroup(), c.savedGroup()}));
        both(table, 23, 213, "setuid", this::setUser);
        both(table, 46, 214, "setgid", this::setGroupId);
        both(table, 138, 215, "setfsuid", this::setFileUser);
        both(table, 139, 216, "setfsgid", this::setFileGroup);
    }

    private static void user(CallTable table, int old, int number, String name, Function<Credentials, Integer> which) {
        both(table, old, number, name, call -> which.apply(call.process().credentials()));
    }

    private static void both(CallTable table, int old, int number, String name, Handler handler) {
        table.add(old, name, handler).add(number, name + "32", handler);
    }

    private Process named(Call call, int pid) {
        return pid == 0 ? call.process() : world.processes.find(pid);
    }

    private int of(Call call, Function<Process, Integer> what) {
        Process process = named(call, call.arg(0));
        return process == null ? -Errors.ESRCH : what.apply(process);
    }

    /** setpgid(2): oneself or a child that has not executed, inside the session. */
    private int setGroup(Call call) {
        Process self = call.process();
        Process target = named(call, call.arg(0));
        int group = call.arg(1) == 0 && target != null ? target.pid() : call.arg(1);
        if (group < 0) {
            return -Errors.EINVAL;
        }
        if (target == null || target != self && target.parent() != self.pid()) {
            return -Errors.ESRCH;
        }
        if (target != self && target.executed()) {
            return -Errors.EACCES;
        }
        boolean leader = target.session() == target.pid();
        boolean there = group == target.pid() || world.processes.groupExists(group, self.session());
        if (leader || target.session() != self.session() || !there) {
            return -Errors.EPERM;
        }
        target.group(group);
        return 0;
    }

    private int setSession(Call call) {
        Process self = call.process();
        if (!world.processes.group(self.pid()).isEmpty() && self.group() == self.pid() && self.session() != self.pid()
                || self.session() == self.pid() && self.parent() != 0) {
            return -Errors.EPERM;
        }
        self.session(self.pid());
        self.group(self.pid());
        return self.pid();
    }

    private int three(Call call, Function<Credentials, int[]> which) {
        int[] numbers = which.apply(call.process().credentials());
        for (int i = 0; i < 3; i++) {
            call.putWord(call.arg(i), numbers[i]);
        }
        return 0;
    }

    private static boolean mayBe(Credentials c, int number, int... own) {
        if (c.root() || number == KEEP) {
            return true;
        }
        for (int one : own) {
            if (one == number) {
                return true;
            }
        }
        return false;
    }

    private static int or(int number, int otherwise) {
        return number == KEEP ? otherwise : number;
    }

    private int setUsers(Call call, int real, int effective, int saved) {
        Credentials c = call.process().credentials();
        for (int number : new int[] {real, effective, saved}) {
            if (!mayBe(c, number, c.user(), c.effectiveUser(), c.savedUser())) {
                return -Errors.EPERM;
            }
        }
        int e = or(effective, c.effectiveUser());
        call.process().credentials(c.users(or(real, c.user()), e, or(saved, c.savedUser()), e));
        return 0;
    }

    private int setGroups(Call call, int real, int effective, int saved) {
        Credentials c = call.process().credentials();
        for (int number : new int[] {real, effective, saved}) {
            if (!mayBe(c, number, c.group(), c.effectiveGroup(), c.savedGroup())) {
                return -Errors.EPERM;
            }
        }
        int e = or(effective, c.effectiveGroup());
        call.process().credentials(c.groups(or(real, c.group()), e, or(saved, c.savedGroup()), e));
        return 0;
    }

    private int setRealUser(Call call) {
        Credentials c = call.process().credentials();
        boolean saves = call.arg(0) != KEEP || call.arg(1) != KEEP && call.arg(1) != c.user();
        return setUsers(call, call.arg(0), call.arg(1), saves ? or(call.arg(1), c.effectiveUser()) : KEEP);
    }

    private int setRealGroup(Call call) {
        Credentials c = call.process().credentials();
        boolean saves = call.arg(0) != KEEP || call.arg(1) != KEEP && call.arg(1) != c.group();
        return setGroups(call, call.arg(0), call.arg(1), saves ? or(call.arg(1), c.effectiveGroup()) : KEEP);
    }

    private int setUser(Call call) {
        boolean root = call.process().credentials().root();
        return call.arg(0) == KEEP ? -Errors.EINVAL : setUsers(call, root ? call.arg(0) : KEEP, call.arg(0), root ? call.arg(0) : KEEP);
    }

    private int setGroupId(Call call) {
        boolean root = call.process().credentials().root();
        return call.arg(0) == KEEP ? -Errors.EINVAL : setGroups(call, root ? call.arg(0) : KEEP, call.arg(0), root ? call.arg(0) : KEEP);
    }

    private int setFileUser(Call call) {
        Credentials c = call.process().credentials();
        if (call.arg(0) != KEEP && mayBe(c, call.arg(0), c.user(), c.effectiveUser(), c.savedUser(), c.fsUser())) {
            call.process().credentials(c.users(c.user(), c.effectiveUser(), c.savedUser(), call.arg(0)));
        }
        return c.fsUser();
    }

    private int setFileGroup(Call call) {
        Credentials c = call.process().credentials();
        if (call.arg(0) != KEEP && mayBe(c, call.arg(0), c.group(), c.effectiveGroup(), c.savedGroup(), c.fsGroup())) {
            call.process().credentials(c.groups(c.group(), c.effectiveGroup(), c.savedGroup(), call.arg(0)));
        }
        return c.fsGroup();
    }

    private int groups(Call call) {
        List<Integer> groups = call.process().credentials().groups();
        if (call.arg(0) == 0) {
            return groups.size();
        }
        if (call.arg(0) < groups.size()) {
            return -Errors.EINVAL;
        }
        int width = call.number() == 205 ? 4 : 2;
        for (int i = 0; i < groups.size(); i++) {
            byte[] bytes = {(byte) (int) groups.get(i), (byte) (groups.get(i) >> 8), (byte) (groups.get(i) >> 16), (byte) (groups.get(i) >> 24)};
            call.out(call.arg(1) + width * i, bytes, 0, width);
        }
        return groups.size();
    }

    private int setGroups(Call call) {
        Credentials c = call.process().credentials();
        if (!c.root()) {
            return -Errors.EPERM;
        }
        if (call.arg(0) < 0 || call.arg(0) > MOST_GROUPS) {
            return -Errors.EINVAL;
        }
        int width = call.number() == 206 ? 4 : 2;
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < call.arg(0); i++) {
            byte[] bytes = call.in(call.arg(1) + width * i, width);
            int group = 0;
            for (int b = width - 1; b >= 0; b--) {
                group = group << 8 | bytes[b] & 0xFF;
            }
            groups.add(group);
        }
        call.process().credentials(c.supplementary(groups));
        return 0;
    }
}
