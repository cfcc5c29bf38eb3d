package pykka.api.internal.deadlock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;
import pykka.api.inspect.Deadlock;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.Properties;

/**
 * Finds cycles of waiting actors. Each owner waits for one promise at most, and publishes that (volatile) before it looks, so the
 * last one to close a cycle sees it whole. A walk reads one owner after the other and may piece together what was never true at
 * one moment; two walks that meet the very same waits, none completed in the second, prove that all of them stood at once
 * between the walks.
 */
public final class DeadlockDetector {
    /** Among members of one cycle that look at the same time, exactly one withdraws. Nothing foreign is called under it. */
    private static final ReentrantLock LOCK = new ReentrantLock();

    private DeadlockDetector() {}

    /** Called when the wait is published, before parking. Waits with a limit end by themselves. */
    public static void check(Completer me, BlockingWait wait) {
        if (wait.deadline != null || !closes(me, null)) {
            return;
        }
        String policy = policy();
        if (policy.equals("off")) {
            return;
        }
        boolean fail = policy.equals("fail");
        List<WaitEdge> cycle = confirm(me, fail);
        if (cycle == null) {
            return;
        }
        String report = WaitEdge.deadlock(cycle, List.of(), 0, Deadlock.MOST_SHOWN).toString();
        ListenerHub.tell(listener -> listener.deadlock(report));
        if (fail) {
            throw new ActorDeadlockException(report);
        }
        Log.deadlock(new Log.Report(report));
    }

    private static String policy() {
        String policy = Properties.get("pykka.deadlock");
        if (policy == null) {
            return "fail";
        }
        return switch (policy) {
            case "fail", "warn", "off" -> policy;
            default -> throw Properties.wrong("pykka.deadlock", policy, "fail, warn or off");
        };
    }

    /**
     * Whether there is a cycle through an owner; its members are put into a list if one is given. A cycle that does not come back
     * to the owner is found by comparing with the one met after 1, 2, 4, 8... steps. Nearly all waits have the first look alone,
     * which allocates nothing.
     */
    private static boolean closes(Completer me, @Nullable List<WaitEdge> members) {
        Completer owner = me;
        Completer marked = me;
        long left = 1;
        for (long steps = 1;; left--) {
            BlockingWait wait = owner.waiting();
            Completer next = wait == null ? null : wait.endedBy();
            if (next != null && members != null) {
                members.add(new WaitEdge(owner, next, wait, null));
            }
            if (next == null || next == me) {
                return next == me;
            }
            if (next == marked) {
                return false;
            }
            owner = next;
            if (left == 0) {
                marked = owner;
                steps *= 2;
                left = steps;
            }
        }
    }

    /** The cycle through an owner, or null. */
    private static @Nullable List<WaitEdge> cycle(Completer me) {
        List<WaitEdge> members = new ArrayList<>();
        return closes(me, members) ? members : null;
    }

    private static @Nullable List<WaitEdge> confirm(Completer me, boolean withdraw) {
        LOCK.lock();
        try {
            List<WaitEdge> before = cycle(me);
            List<WaitEdge> now = cycle(me);
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
                boolean known = now.stream().anyMatch(edge -> edge.waits().reported);
                now.forEach(edge -> edge.waits().reported = true);
                if (known) {
                    return null;
                }
            }
            return now;
        } finally {
            LOCK.unlock();
        }
    }
}
