package pykka.cluster.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.cluster.internal.node.Nodes.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.DeadLetter;
import pykka.cluster.Numbered;
import pykka.cluster.internal.ref.RemoteRef;

/** What became of the messages of a test. */
final class Ledger implements ActorListener {
    private static final Duration SLACK = Duration.ofSeconds(20);

    final AtomicInteger numbers = new AtomicInteger();
    /** Tells that returned. */
    final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    /** Tells that threw. */
    final Set<Integer> unsent = ConcurrentHashMap.newKeySet();
    final Set<Integer> handled = ConcurrentHashMap.newKeySet();
    /** Tells that were in the inbox of an actor when it ended. */
    final Set<Integer> dropped = ConcurrentHashMap.newKeySet();
    final Queue<String> faults = new ConcurrentLinkedQueue<>();
    /** Actors whose references may stay in tables while they live: those that are watched, or were passed on. */
    final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Queue<Asked> asks = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();

    private final Queue<Watched> watches = new ConcurrentLinkedQueue<>();

    private record Watched(RemoteRef<?> ref, Future<ActorEnd> end) {}

    private record Asked(Numbered message, Future<?> answer, long begin, long limit) {}

    void count(String outcome) {
        outcomes.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
    }

    /** An actor handles a message; before is the highest step that it has handled on the same way. */
    void handles(Numbered message, @Nullable Integer before) {
        if (!handled.add(message.number())) {
            faults.add("handled twice: " + message);
        }
        if (before != null && before >= message.step()) {
            faults.add("handled after step " + before + ": " + message);
        }
    }

    void asked(Numbered message, Future<?> answer, Duration limit) {
        asks.add(new Asked(message, answer, System.nanoTime(), limit.toNanos()));
    }

    /** Waits until all asks have ended, each within its limit, and looks at how. Forgets them. */
    void awaitAnswers() {
        for (Asked ask = asks.poll(); ask != null; ask = asks.poll()) {
            Duration left = Duration.ofNanos(ask.begin + ask.limit - System.nanoTime()).plus(SLACK);
            try {
                answered(ask.message, ask.answer.get(left.isNegative() ? Duration.ZERO : left));
            } catch (RuntimeException e) {
                if (!ask.answer.isDone()) {
                    faults.add("no end: " + ask);
                }
                failed(ask.message, e);
            }
        }
    }

    void answered(Numbered message, @Nullable Object answer) {
        if (!(answer instanceof ActorRef) && !Integer.valueOf(message.number()).equals(answer)) {
            faults.add(answer + " is the answer to " + message);
        }
        count("answered");
    }

    void failed(Numbered message, RuntimeException failure) {
        String text = String.valueOf(failure.getMessage());
        boolean expected = switch (failure.getClass().getSimpleName()) {
            case "ActorDeadException" -> !text.matches("Actor \\d+ of node .*"); // its reference was given back too early
            case "ActorTimeoutException", "ActorInboxFullException", "CancellationException" -> true;
            case "IllegalStateException" -> text.equals("as was asked for");
            default -> false;
        };
        if (!expected) {
            faults.add("not expected of " + message + ": " + failure);
        }
        count(failure.getClass().getSimpleName());
    }

    void watch(@Nullable ActorRef<?> ref) {
        if (ref instanceof RemoteRef<?> remote) {
            held.add(remote.actorUrn());
            watches.add(new Watched(remote, remote.whenStopped()));
        }
    }

    /** Waits until all watchers know of all ends. A reference that came by way of a node may end with the link from there. */
    void awaitEnds(Predicate<String> alive) {
        eventually(() -> watches.stream().allMatch(watch -> watch.ref.isAlive() == !watch.end.isDone()
                && (!watch.ref.isAlive() || !((Peer) watch.ref.node()).isGone() && alive.test(watch.ref.actorUrn()))));
        watches.clear();
    }

    @Override
    public boolean wantsContent() {
        return true;
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        if (letter.cause() == DeadLetter.Cause.DROPPED && letter.content().orElse(null) instanceof Numbered message
                && message.told() && !dropped.add(message.number())) {
            faults.add("dropped twice: " + message);
        }
    }

    private boolean hasArrived(int number) {
        return handled.contains(number) || dropped.contains(number);
    }

    /** How many tells were neither handled nor dropped by an ended actor. */
    long missing() {
        return accepted.stream().filter(number -> !hasArrived(number)).count();
    }

    /** What was told was handled, dropped by an ended actor, refused or lost; only what is lost may have arrived all the same. */
    void assertBalance(long refused, long lost) {
        assertEquals(List.of(), new ArrayList<>(faults));
        Set<Integer> both = new HashSet<>(handled);
        both.retainAll(dropped);
        assertEquals(Set.of(), both, "handled and dropped");
        assertEquals(List.of(), unsent.stream().filter(this::hasArrived).toList(), "arrived, although the sender was refused");
        long missing = missing();
        assertTrue(missing <= refused + lost, () -> missing + " missing, refused " + refused + ", lost " + lost + ", " + this);
        assertTrue(refused <= missing, () -> missing + " missing, but refused " + refused + ", lost " + lost + ", " + this);
        assertTrue(lost <= accepted.size(), () -> "lost " + lost + ", " + this);
    }

    @Override
    public String toString() {
        return accepted.size() + " told, " + unsent.size() + " not accepted, " + handled.size() + " handled, " + dropped.size()
                + " dropped, asks " + outcomes;
    }
}
