package pykka.debug;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRegistry;
import pykka.api.Registration;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorInfo.State;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorThreads;
import pykka.debug.internal.Installed;

/**
 * Looks at the actors from time to time, and logs a WARN with the stack of the thread
 *
 * <ul>
 * <li>when an actor is at the same message for longer than a limit,
 * <li>when an inbox that is longer than a limit still grows, at three looks in a row,
 * <li>when there is a {@linkplain Deadlocks deadlock},
 * </ul>
 *
 * <p>once for each message, growth and deadlock, and not more than 10 in a minute: what is beyond is counted. Of each such
 * message it tells the listeners, too: {@link pykka.api.inspect.ActorListener#stuck}. Of very many actors, the 10,000 are looked
 * at that wait or work longest. The actors pay nothing for it: one daemon thread, {@code pykka-watchdog}, looks, twice within
 * the limit. Closing it, or stopping the bundle of this library, ends it.
 */
public final class Watchdog implements Registration {
    private static final int MOST_ACTORS = 10_000;
    private static final int MOST_WARNINGS = 10;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int LOOKS = 3;

    private final long limit;
    private final int inboxLimit;
    private final Thread thread;
    private volatile boolean open = true;

    // What the thread knows.
    private Map<String, Seen> seen = new HashMap<>();
    private Set<Set<String>> deadlocks = new HashSet<>();
    private long minute = System.nanoTime();
    private int warnings;
    private int unsaid;

    /** What was seen of an actor at the last look. */
    private record Seen(OptionalInt message, long since, boolean said, int length, int grown) {}

    private Watchdog(Duration limit, int inboxLimit) {
        this.limit = Nanos.of(limit);
        this.inboxLimit = inboxLimit;
        thread = ActorThreads.platform("pykka-watchdog", true, this::watch);
    }

    /**
     * Starts to look.
     *
     * @param limit how long an actor may be at one message, waits included
     * @param inboxLimit how many messages may wait
     * @return closing it ends it
     * @throws IllegalArgumentException if a limit is not positive
     * @throws IllegalStateException if the bundle of this library has been stopped
     */
    public static Watchdog start(Duration limit, int inboxLimit) {
        if (limit.isNegative() || limit.isZero() || inboxLimit <= 0) {
            throw new IllegalArgumentException("limits must be positive: " + limit + ", " + inboxLimit);
        }
        Watchdog watchdog = new Watchdog(limit, inboxLimit);
        Installed.add(watchdog);
        watchdog.thread.start();
        return watchdog;
    }

    /** Ends it. Does not wait for a look that is under way. Closing again does nothing. */
    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        Installed.remove(this);
    }

    private void watch() {
        while (open) {
            LockSupport.parkNanos(Math.max(1, limit / 2));
            try {
                if (open) {
                    look();
                }
            } catch (Throwable e) {
                // for want of memory, most likely: it may be better at the next look
            }
        }
    }

    private void look() {
        long begin = System.nanoTime();
        if (begin - minute >= MINUTE) {
            minute = begin;
            warnings = 0;
            if (unsaid > 0) {
                Log.warn(unsaid + (unsaid == 1 ? " more warning" : " more warnings") + " of the watchdog in the last minute");
                unsaid = 0;
            }
        }
        Set<Set<String>> standing = new HashSet<>();
        for (Deadlock deadlock : Deadlocks.find()) {
            Set<String> members = deadlock.cycle().stream().map(Deadlock.Member::name).collect(Collectors.toSet());
            standing.add(members);
            if (!deadlocks.contains(members)) {
                warn(deadlock.toString());
            }
        }
        deadlocks = standing;
        Map<String, Seen> next = new HashMap<>();
        List<ActorInfo> actors = Inspection.summary(MOST_ACTORS).top();
        long now = System.nanoTime(); // after they were looked at: no time is said to be longer than it was
        for (ActorInfo actor : actors) {
            if (actor.state() != State.IDLE) {
                next.put(actor.urn(), look(actor, seen.get(actor.urn()), now));
            }
        }
        seen = next;
    }

    private Seen look(ActorInfo actor, @Nullable Seen before, long now) {
        OptionalInt message = actor.messageNumber();
        boolean same = before != null && message.isPresent() && message.equals(before.message);
        long since = same ? before.since : now - actor.waitTime().map(Duration::toNanos).orElse(0L);
        boolean said = same && before.said;
        if (!said && message.isPresent() && now - since >= limit) {
            said = true;
            Inspection.tellStuck(actor, now - since);
            warn("At the same message for more than " + TimeUnit.NANOSECONDS.toMillis(now - since) + " ms: " + actor
                    + stack(actor));
        }
        int grown = before != null && actor.inboxLength() > inboxLimit
                && (actor.inboxLength() > before.length || actor.inboxLength() == Inspection.INBOX_LIMIT) ? before.grown + 1 : 0;
        if (grown == LOOKS) {
            warn("The inbox grows: " + actor + stack(actor));
        }
        return new Seen(message, since, said, actor.inboxLength(), grown);
    }

    private static String stack(ActorInfo actor) {
        List<StackTraceElement> frames = ActorRegistry.getByUrn(actor.urn()).map(Inspection::stack).orElse(List.of());
        return frames.stream().map(frame -> "\n\tat " + SafeText.clean(frame.toString())).collect(Collectors.joining());
    }

    private void warn(String text) {
        if (++warnings > MOST_WARNINGS) {
            unsaid++;
        } else {
            Log.warn(text);
        }
    }
}
