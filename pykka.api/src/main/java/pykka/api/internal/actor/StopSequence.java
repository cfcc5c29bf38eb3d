package pykka.api.internal.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.CompletionCallback;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.Log;

/**
 * Stops the actors of a list one after another. The end of one actor, not the caller, requests the stop of the next. The thread
 * that moves {@code next} past an actor requests its stop, so that an actor that was passed over does no harm when it ends after
 * all.
 */
public final class StopSequence {
    /**
     * What the caller waits for: the end of the actors, the exit of the JVM, or the end of a bundle, whose caller reports the
     * survivors itself.
     */
    private enum Until { STOPPED, EXIT, GONE }

    private static final Duration EXIT_LOOK = Duration.ofMillis(100);

    private final List<LocalActorRef<?>> refs;
    private final List<LocalPromise<Boolean>> promises = new ArrayList<>();
    private final @Nullable ActorCell self;
    private final StopMark why;
    private final AtomicInteger next = new AtomicInteger();

    /** Of the given actors, in this order. The actor self is requested to stop in its place and not waited for. */
    private StopSequence(List<LocalActorRef<?>> refs, @Nullable ActorCell self, StopMark why) {
        this.refs = refs;
        this.self = self;
        this.why = why;
        for (int i = 0; i < refs.size(); i++) {
            promises.add(new LocalPromise<>());
        }
        for (int i = 0; i < refs.size(); i++) {
            ActorCell cell = refs.get(i).cell();
            if (cell != null) {
                promises.get(i).completedBy(cell);
            }
        }
    }

    /** Does not wait if the caller is an actor. */
    public static Map<ActorRef<?>, Boolean> stopAll(List<LocalActorRef<?>> refs, @Nullable Duration timeout) {
        Deadline deadline = timeout == null ? null : Deadline.after(timeout);
        ActorCell self = ActorCell.current();
        StopSequence all = new StopSequence(refs, self, StopMark.ASKED);
        all.ask(0);
        if (self == null) {
            all.await(deadline, Until.STOPPED);
        }
        return all.results();
    }

    public static Map<ActorRef<?>, Future<Boolean>> stopAllAsync(List<LocalActorRef<?>> refs) {
        StopSequence all = new StopSequence(refs, ActorCell.current(), StopMark.ASKED);
        Map<ActorRef<?>, Future<Boolean>> ends = new LinkedHashMap<>(); // before the first request: it allocates
        for (int i = 0; i < all.refs.size(); i++) {
            ends.put(all.refs.get(i), all.promises.get(i));
        }
        all.ask(0);
        return Collections.unmodifiableMap(ends);
    }

    static void withoutWaitingFor(ActorCell self) {
        new StopSequence(Registry.lastFirst(), self, StopMark.ASKED).ask(0);
    }

    /** Stops all actors when the JVM exits. Does not wait for actors that called System.exit: they wait for this very hook. */
    public static void atExit(Duration timeout) {
        StopSequence all = new StopSequence(Registry.lastFirst(), null, StopMark.EXIT);
        all.ask(0);
        all.await(Deadline.after(timeout), Until.EXIT);
    }

    /**
     * Stops the given actors, in this order. Returns those that have not ended within the limit, without self, and logs them. An
     * interrupt ends the wait, as does a runtime on which the caller cannot wait, and anything else that stops the wait.
     */
    static List<LocalActorRef<?>> within(
            List<LocalActorRef<?>> refs, Duration limit, @Nullable ActorCell self, StopMark why) {
        StopSequence all = new StopSequence(refs, self, why);
        all.ask(0);
        Throwable givenUp = null;
        try {
            all.await(Deadline.after(limit), Until.GONE);
        } catch (Throwable e) { // after an interrupt, the flag is still set
            givenUp = e;
        }
        List<LocalActorRef<?>> survivors = refs.stream().filter(ref -> ref.cell() != null && ref.cell() != self).toList();
        if (!survivors.isEmpty()) {
            Log.survivors(survivors, limit, givenUp != null ? givenUp : all.failure());
        }
        return survivors;
    }

    /** Returns why a stop could not be requested, or its end could not be told; null if nothing was in the way. */
    private @Nullable Throwable failure() {
        for (LocalPromise<Boolean> told : promises) {
            if (told.settled() && told.failure() != null) {
                return told.failure();
            }
        }
        return null;
    }

    /**
     * Requests the stop of one actor and, while they have ended already, of the following ones. Goes on when the requested
     * actor has ended.
     */
    private void ask(int i) {
        for (; i < refs.size() && next.compareAndSet(i, i + 1); i++) {
            LocalPromise<Boolean> told = promises.get(i);
            request(i);
            if (!told.settled() && (self == null || refs.get(i) != self.ref())) {
                try {
                    CompletionCallback.on(told, new Following(i + 1));
                    return;
                } catch (Throwable e) {
                    told.failApart(e); // no memory: the others are requested to stop all the same
                }
            }
        }
    }

    /** Goes on with an actor. No lambda: it would be linked when actors have been requested to stop already. */
    private final class Following implements Runnable {
        private final int i;

        Following(int i) {
            this.i = i;
        }

        @Override
        public void run() {
            ask(i);
        }
    }

    /** Requests the stop of one actor. Never throws: the others have to follow. */
    private void request(int i) {
        try {
            ActorCell cell = refs.get(i).cell();
            if (cell == null) {
                promises.get(i).completeApart(true);
            } else {
                cell.stop(promises.get(i), true, why);
            }
        } catch (Throwable e) {
            promises.get(i).failApart(e); // no memory, or an Error of its runtime
        }
    }

    /** Waits for each actor, for half of the time that is left, then for those that it has passed over. */
    private void await(@Nullable Deadline deadline, Until until) {
        try {
            for (int i = 0; i < refs.size(); i++) {
                if (!awaitEnd(i, deadline == null ? null : deadline.half(), until)) {
                    if (until != Until.GONE) {
                        Log.passedOver(refs.get(i));
                    }
                    passOver(i);
                }
            }
        } finally { // also after an interrupt: no thread is left to pass over a stuck actor
            if (deadline != null) {
                askRest();
            }
        }
        for (int i = 0; i < refs.size(); i++) {
            awaitEnd(i, deadline, until);
        }
    }

    /** Returns false if the limit is reached during the wait. */
    private boolean awaitEnd(int i, @Nullable Deadline limit, Until until) {
        if (self != null && refs.get(i) == self.ref() || limit != null && limit.over()) {
            return true;
        }
        try {
            if (until == Until.EXIT) {
                awaitUnlessExiting(i, limit);
            } else {
                BlockingWait.until(promises.get(i), limit);
            }
            return true;
        } catch (ActorTimeoutException e) {
            return false;
        }
    }

    /**
     * Waits for one actor, in short intervals: the actor may call System.exit at any time, and then waits for this very hook.
     */
    private void awaitUnlessExiting(int i, @Nullable Deadline limit) {
        while (!promises.get(i).settled()) {
            if (isExiting(refs.get(i))) {
                passOver(i);
                return;
            }
            try {
                BlockingWait.until(promises.get(i), Deadline.within(EXIT_LOOK, limit));
            } catch (ActorTimeoutException e) {
                if (limit != null && limit.over()) {
                    throw e;
                }
            }
        }
    }

    /**
     * Goes on with the next actor. The current one may not have been requested to stop: the waiting thread may see the end of
     * the previous one before that end makes the request.
     */
    private void passOver(int i) {
        ask(i);
        ask(i + 1);
    }

    /** Requests the stop of all that are left, at once, when the time is over. */
    private void askRest() {
        for (int i; (i = next.get()) < refs.size();) {
            if (next.compareAndSet(i, i + 1)) {
                request(i);
            }
        }
    }

    private Map<ActorRef<?>, Boolean> results() {
        Map<ActorRef<?>, Boolean> results = new LinkedHashMap<>();
        for (int i = 0; i < refs.size(); i++) {
            LocalPromise<Boolean> told = promises.get(i);
            results.put(refs.get(i), told.settled() && told.failure() == null);
        }
        return Collections.unmodifiableMap(results);
    }

    /** Returns whether the actor called System.exit, and so waits for the exit hooks, which must not wait for it. */
    private static boolean isExiting(LocalActorRef<?> ref) {
        ActorCell cell = ref.cell();
        Thread thread = cell == null ? null : cell.carrier;
        if (thread == null) {
            return false;
        }
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Shutdown")) {
                return true;
            }
        }
        return false;
    }
}
