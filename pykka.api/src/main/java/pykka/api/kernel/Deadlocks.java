package pykka.api.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;

/**
 * Finds cycles of waiting actors. Each owner waits for one promise at most, and publishes that (volatile) before it looks, so the
 * last one to close a cycle sees it whole. A walk reads one owner after the other and may piece together what was never true at
 * one moment; two walks that meet the very same waits, none completed in the second, prove that all of them stood at once
 * between the walks.
 */
final class Deadlocks {
    private static final int MOST_STEPS = 10_000;
    /** Among members of one cycle that look at the same time, exactly one withdraws. Nothing foreign is called under it. */
    private static final ReentrantLock LOCK = new ReentrantLock();

    /** Equal if both are the same: neither owners nor waits have an equals of their own. */
    private record Member(Owner owner, Wait waits) {}

    private Deadlocks() {}

    /** Called when the wait is published, before parking. Waits with a limit end by themselves. */
    static void check(Owner me, Wait wait) {
        if (wait.deadline != null || cycle(me) == null) {
            return;
        }
        String policy = policy();
        if (policy.equals("off")) {
            return;
        }
        boolean fail = policy.equals("fail");
        List<Member> cycle = confirm(me, fail);
        if (cycle == null) {
            return;
        }
        String report = report(cycle);
        Listeners.deadlock(report);
        if (fail) {
            throw new ActorDeadlockException(report);
        }
        Log.deadlock(new Log.Report(report));
    }

    private static String policy() {
        String policy = Property.get("pykka.deadlock");
        if (policy == null) {
            return "fail";
        }
        return switch (policy) {
            case "fail", "warn", "off" -> policy;
            default -> throw Property.wrong("pykka.deadlock", policy, "fail, warn or off");
        };
    }

    /** The cycle through an owner, or null. */
    private static @Nullable List<Member> cycle(Owner me) {
        List<Member> members = null;
        Owner owner = me;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            Wait wait = owner.waiting();
            if (wait == null || wait.deadline != null) {
                return null;
            }
            Owner next = wait.leaf.owner;
            if (next == null || wait.leaf.settled()) {
                return null;
            }
            if (members == null) {
                members = new ArrayList<>(4);
            }
            members.add(new Member(owner, wait));
            if (next == me) {
                return members;
            }
            owner = next;
        }
        return null;
    }

    private static @Nullable List<Member> confirm(Owner me, boolean withdraw) {
        LOCK.lock();
        try {
            List<Member> before = cycle(me);
            List<Member> now = cycle(me);
            while (now != null && !now.equals(before)) {
                before = now;
                now = cycle(me);
            }
            if (now == null) {
                return null;
            }
            if (withdraw) {
                me.waiting(null);
            } else {
                boolean known = now.stream().anyMatch(member -> member.waits.reported);
                now.forEach(member -> member.waits.reported = true);
                if (known) {
                    return null;
                }
            }
            return now;
        } finally {
            LOCK.unlock();
        }
    }

    private static String report(List<Member> cycle) {
        StringBuilder report = new StringBuilder("Deadlock: ");
        for (Member member : cycle) {
            report.append(Text.of(member.owner)).append(" -> ");
        }
        report.append(Text.of(cycle.get(0).owner));
        for (int i = 0; i < cycle.size(); i++) {
            Member member = cycle.get(i);
            Owner next = cycle.get((i + 1) % cycle.size()).owner;
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - member.waits.since);
            report.append('\n').append(Text.of(member.owner)).append(" handles ").append(member.owner.describe())
                    .append(" and has waited for ").append(Text.of(next)).append(" for ").append(millis).append(" ms:");
            for (StackTraceElement frame : member.waits.thread.getStackTrace()) {
                report.append("\n\tat ").append(frame);
            }
        }
        return report.toString();
    }
}
