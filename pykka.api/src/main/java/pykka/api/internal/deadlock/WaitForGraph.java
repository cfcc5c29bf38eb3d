package pykka.api.internal.deadlock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.Blocked;
import pykka.api.inspect.Deadlock;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.util.PlatformThreads;
import pykka.api.spi.ActorCarrier;

/**
 * Finds all deadlocks that exist, for monitoring tools, where {@link DeadlockDetector} finds the one that a wait would
 * complete. A first walk from each actor and each blocked thread finds candidates. A candidate is a cycle if two further walks
 * meet the very same waits and locks, with the locks read between the walks: then all of them existed at the moment when the
 * locks were read.
 */
public final class WaitForGraph {
    private static final int MOST_TAILS = 100;
    private static final int MOST_STACKS = 100;

    private final Supplier<? extends Collection<Blocked>> locks;
    private Map<Thread, HeldLock> blocked = Map.of();
    private final Consumer<Consumer<Completer>> actors;

    private WaitForGraph(Supplier<? extends Collection<Blocked>> locks, Consumer<Consumer<Completer>> actors) {
        this.locks = locks;
        this.actors = actors;
    }

    /**
     * Finds all deadlocks.
     *
     * @param locks reads which threads are blocked by which other threads' locks
     * @param actors gives all actors to a consumer
     */
    public static List<Deadlock> find(
            Supplier<? extends Collection<Blocked>> locks, Consumer<Consumer<Completer>> actors) {
        return new WaitForGraph(locks, actors).find();
    }

    /** A thread that has ended by now is in no deadlock. */
    private void readLocks() {
        Map<Thread, HeldLock> now = new IdentityHashMap<>();
        Collection<Blocked> given = locks.get();
        Set<Long> ids = new HashSet<>();
        given.forEach(one -> ids.addAll(List.of(one.threadId(), one.holderId())));
        Map<Long, Thread> threads = PlatformThreads.of(ids);
        for (Blocked one : given) {
            Thread thread = threads.get(one.threadId());
            Thread holder = threads.get(one.holderId());
            if (thread != null && holder != null) {
                now.put(thread, new HeldLock(thread, one.lock(), holder));
            }
        }
        blocked = now;
    }

    private List<Deadlock> find() {
        readLocks();
        List<Completer> starts = new ArrayList<>();
        actors.accept(actor -> {
            if (edge(actor) != null) {
                starts.add(actor);
            }
        });
        blocked.keySet().forEach(thread -> starts.add(of(thread)));

        List<List<WaitEdge>> cycles = new ArrayList<>();
        for (Completer suspect : suspects(starts)) {
            List<WaitEdge> cycle = confirm(suspect);
            if (cycle != null) {
                cycles.add(cycle);
            }
        }
        return cycles.isEmpty() ? List.of() : withTails(cycles, starts);
    }

    /** Returns one member of each cycle, or of what looks like a cycle. */
    private List<Completer> suspects(List<Completer> starts) {
        List<Completer> suspects = new ArrayList<>();
        Map<Completer, Integer> seen = new HashMap<>();
        for (int walk = 0; walk < starts.size(); walk++) {
            Completer current = starts.get(walk);
            for (WaitEdge edge; (edge = edge(current)) != null; current = edge.to()) {
                Integer before = seen.putIfAbsent(current, walk);
                if (before != null) {
                    if (before == walk) {
                        suspects.add(current);
                    }
                    break;
                }
            }
        }
        return suspects;
    }

    private @Nullable List<WaitEdge> confirm(Completer member) {
        List<WaitEdge> before = cycle(member);
        while (before != null) {
            if (before.stream().anyMatch(edge -> edge.waits() == null)) {
                readLocks();
            }
            List<WaitEdge> now = cycle(member);
            if (before.equals(now)) {
                return now;
            }
            before = now;
        }
        return null;
    }

    /** Returns the cycle through a completer, or null. */
    private @Nullable List<WaitEdge> cycle(Completer member) {
        Set<Completer> met = new HashSet<>();
        List<WaitEdge> edges = new ArrayList<>();
        Completer current = member;
        for (WaitEdge edge; met.add(current) && (edge = edge(current)) != null; current = edge.to()) {
            edges.add(edge);
            if (edge.to().equals(member)) {
                return edges;
            }
        }
        return null;
    }

    private @Nullable WaitEdge edge(Completer from) {
        BlockingWait wait = from.heldUpBy();
        if (wait != null) {
            Completer to = wait.endedBy();
            return to == null ? null : new WaitEdge(from, to, wait, null);
        }
        Thread thread = from.running();
        HeldLock lock = thread == null ? null : blocked.get(thread);
        return lock == null ? null : new WaitEdge(from, of(lock.holder()), null, lock);
    }

    /** Returns the actor that a thread runs, or else the thread itself, as far as other threads can tell. */
    private static Completer of(Thread thread) {
        return thread instanceof ActorCarrier carrier && carrier.current() instanceof Completer actor ? actor
                : new PlainThread(thread);
    }

    /**
     * Adds to each cycle the completers that lead into it. They can never go on either: it is enough to have seen their wait
     * once.
     */
    private List<Deadlock> withTails(List<List<WaitEdge>> cycles, List<Completer> starts) {
        Map<Completer, Integer> stuck = new HashMap<>();
        List<List<WaitEdge>> tails = new ArrayList<>();
        for (int i = 0; i < cycles.size(); i++) {
            for (WaitEdge edge : cycles.get(i)) {
                stuck.put(edge.from(), i);
            }
            tails.add(new ArrayList<>());
        }
        Set<Completer> free = new HashSet<>();
        for (Completer start : starts) {
            Set<Completer> way = new HashSet<>();
            List<WaitEdge> edges = new ArrayList<>();
            Completer current = start;
            while (!stuck.containsKey(current) && !free.contains(current) && !way.contains(current)) {
                WaitEdge edge = edge(current);
                if (edge == null) {
                    break;
                }
                way.add(current);
                edges.add(edge);
                current = edge.to();
            }
            Integer knot = stuck.get(current);
            if (knot == null) {
                free.addAll(way);
                continue;
            }
            Collections.reverse(edges); // nearest to the cycle first
            tails.get(knot).addAll(edges);
            way.forEach(each -> stuck.put(each, knot));
        }
        List<Deadlock> found = new ArrayList<>();
        for (int i = 0; i < cycles.size(); i++) {
            List<WaitEdge> behind = tails.get(i);
            int shown = Math.min(MOST_TAILS, behind.size());
            found.add(WaitEdge.deadlock(cycles.get(i), behind.subList(0, shown), behind.size() - shown, MOST_STACKS));
        }
        return Collections.unmodifiableList(found);
    }
}
