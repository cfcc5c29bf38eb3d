package pykka.api.internal.actor;

import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorException;
import pykka.api.ActorRef;
import pykka.api.ActorStarvationException;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.SafeText;

/**
 * Waits that must not begin: of an actor for itself, of a thread for an actor that it alone can run, of actors that never may.
 */
final class WaitRefusal {
    private WaitRefusal() {}

    /** Returns the exception for a wait of a completer, or of a thread that runs none; null if it may begin. */
    static @Nullable ActorException of(@Nullable Completer me, @Nullable Completer awaited, @Nullable Deadline deadline) {
        if (deadline == null && awaited != null) {
            if (me == awaited) {
                return selfWait(me);
            }
            if (me == null && awaited.soleThread() == Thread.currentThread()) {
                return new ActorDeadlockException("The thread " + SafeText.clean(Thread.currentThread().getName())
                        + " would wait for " + SafeText.of(awaited) + ", which no other thread can run: use askAsync and take the"
                        + " answer with onComplete, or stopAsync");
            }
        }
        String reason = me == null ? null : me.waitRefusal();
        return reason == null ? null : new ActorStarvationException(SafeText.of(me) + " must not wait: " + SafeText.clean(reason));
    }

    /** Throws if this thread must not wait for an actor. Called before anything is sent. */
    static void check(@Nullable Completer awaited, @Nullable Deadline deadline) {
        ActorException refused = of(CurrentCompleter.get(), awaited, deadline);
        if (refused != null && (deadline == null || !deadline.over())) {
            throw refused;
        }
    }

    /**
     * Throws ActorInterruptedException if this thread is interrupted and would have to wait for an actor. Called before anything
     * is sent, because the answer could not be waited for.
     */
    static void checkInterrupt(ActorRef<?> awaited, @Nullable Deadline deadline) {
        if (Thread.currentThread().isInterrupted() && awaited.isAlive() && (deadline == null || !deadline.over())) {
            throw BlockingWait.interrupted();
        }
    }

    /**
     * Throws if an actor would wait for another one whose handler has called it, on the same stack: an executor may run tasks in
     * the caller. If that handler waits, the detector of deadlocks sees both.
     */
    static void checkStack(Completer me, @Nullable Completer awaited) {
        if (awaited != null && awaited.waiting() == null && awaited.running() == Thread.currentThread()) {
            throw new ActorDeadlockException(SafeText.of(me) + " would wait for " + SafeText.of(awaited)
                    + ", whose handler runs further down on the same stack: use tell or askAsync, which do not wait");
        }
    }

    static ActorDeadlockException selfWait(Completer me) {
        return new ActorDeadlockException(
                SafeText.of(me) + " would wait for itself: use askAsync, stopAsync or Actor.stop(), which do not wait");
    }
}
