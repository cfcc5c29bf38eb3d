package pykka.api.internal.deadlock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.Properties;

/**
 * Finds the cycle of waiting actors that a new wait would complete. Each completer waits for one promise at most, and publishes
 * that wait (volatile) before it searches, so that the completer whose wait comes last sees the whole cycle. A walk reads one
 * completer after another and may combine waits that never existed at the same time. Two walks that meet the very same waits,
 * none of them completed in the second walk, prove that all these waits existed at once between the walks.
 */
public final class DeadlockDetector {
    /**
     * Among members of one cycle that search at the same time, exactly one withdraws. No foreign code is called under this
     * lock.
     */
    private static final ReentrantLock LOCK = new ReentrantLock();

    /** So many a thread that runs no actor follows: a cycle that does not lead back to it has no end. */
    private static final int MOST_STEPS = 10_000;

    private DeadlockDetector() {}

    /** Called when a wait is published, before the thread parks. A wait with a deadline ends by itself and is not checked. */
    public static void check(Completer me, BlockingWait wait) {
        if (wait.deadline != null || !closes(me, null)) {
            return;
        }
        String policy = policy();
        if (policy.equals("off")) {
            return;
        }
        boolean fail = policy.equals("fail");
        List<WaitEdge> cycle = confirm(me, wait, fail);
        if (cycle == null) {
            return;
        }
        String report = WaitEdge.deadlock(cycle, List.of(), 0, FoundDeadlock.MOST_SHOWN).toString();
        ListenerHub.tell(listener -> listener.deadlock(report));
        if (fail) {
            throw new ActorDeadlockException(report);
        }
        Log.deadlock(new Log.Report(report));
    }

    /**
     * Called when a thread that runs no actor has published its wait. If it is the only thread that can run some actor, and what
     * it waits for waits for that actor, they wait for each other: its wait stands for that of the actor.
     */
    public static void checkThread(BlockingWait wait) {
        Completer current = wait.deadline == null ? wait.endedBy() : null;
        for (int steps = 0; current != null && steps < MOST_STEPS; steps++) {
            BlockingWait next = current.heldUpBy();
            if (next == wait) {
                check(current, wait);
                return;
            }
            current = next == null ? null : next.endedBy();
        }
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
     * Returns whether there is a cycle through a completer; its edges are added to a list if one is given. A cycle that does
     * not lead back to the completer is found by comparing with the completer met after 1, 2, 4, 8... steps (Brent's
     * algorithm). Nearly all waits need only the first call, without a list, which allocates nothing.
     */
    private static boolean closes(Completer me, @Nullable List<WaitEdge> members) {
        Completer current = me;
        Completer marked = me;
        long left = 1;
        for (long steps = 1;; left--) {
            BlockingWait wait = current.heldUpBy();
            Completer next = wait == null ? null : wait.endedBy();
            if (next != null && members != null) {
                members.add(new WaitEdge(current, next, wait, null));
            }
            if (next == null || next == me) {
                return next == me;
            }
            if (next == marked) {
                return false;
            }
            current = next;
            if (left == 0) {
                marked = current;
                steps *= 2;
                left = steps;
            }
        }
    }

    /** Returns the cycle through a completer, or null. */
    private static @Nullable List<WaitEdge> cycle(Completer me) {
        List<WaitEdge> members = new ArrayList<>();
        return closes(me, members) ? members : null;
    }

    private static @Nullable List<WaitEdge> confirm(Completer me, BlockingWait wait, boolean withdraw) {
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
                wait.unpublish(me);
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
