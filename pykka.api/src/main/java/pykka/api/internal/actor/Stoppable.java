package pykka.api.internal.actor;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.promise.CompletionListener;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.Notification;

/** The requests to stop an actor, and the promises to complete when it has ended. */
abstract class Stoppable extends ActorMailbox {
    private static final long serialVersionUID = 1;
    private static final AtomicReferenceFieldUpdater<Stoppable, @Nullable Node> PROMISES =
            AtomicReferenceFieldUpdater.newUpdater(Stoppable.class, Node.class, "promises");
    /** Replaces the list of promises when the actor has ended. */
    private static final Node COMPLETED = new Node(new EndPromise());

    /** An element of the linked list of promises. */
    private static final class Node {
        final LocalPromise<?> promise;
        /** Written before the element is shared. */
        @Nullable Node next;
        /** The listeners of the promise that may run user code. */
        @Nullable CompletionListener foreign;

        Node(LocalPromise<?> promise) {
            this.promise = promise;
        }
    }

    /** Whether a request to stop has been enqueued. */
    private transient volatile boolean stopRequested;
    private transient volatile @Nullable Node promises;

    /** Returns why the actor ended. */
    abstract ActorEnd end();

    /**
     * Requests a stop. The promise is completed with true when the actor has ended.
     *
     * @param ifEnded the value of the promise if the actor had ended before
     */
    public final void stop(LocalPromise<Boolean> told, boolean ifEnded, StopMark why) {
        Envelope request = new Envelope(why);
        if (atEnd(told)) {
            touched(); // a call may come after the end, and tell that
        } else {
            told.completeApart(ifEnded); // this may run in the end of another actor
        }
        stop(request);
    }

    /** Requests a stop. */
    public final void stop() {
        stop(new Envelope(StopMark.ASKED));
    }

    /** Requests a stop. Returns a promise of the end; null if the actor has ended already. */
    final @Nullable LocalPromise<?> stopAndTell() {
        Envelope request = new Envelope(StopMark.ASKED);
        EndPromise end = whenStopped();
        if (end.settled()) {
            return null;
        }
        stop(request);
        return end;
    }

    /**
     * One request is enough, and the first one is the cause of the end: callers that stop a stuck actor again and again must not
     * fill its mailbox.
     */
    private void stop(Envelope request) {
        if (status() != CLOSED && !stopRequested) {
            enqueue(request);
            stopRequested = true; // not before: what a caller sends after its stop is behind a request
        }
    }

    /** Returns a promise of the end: an existing one, if there is one. */
    final EndPromise whenStopped() {
        for (Node node = promises; node != null && node != COMPLETED; node = node.next) {
            if (node.promise instanceof EndPromise end) {
                return end;
            }
        }
        EndPromise end = new EndPromise();
        if (!atEnd(end)) {
            end.completeApart(end());
        }
        return end;
    }

    /**
     * Has a promise completed when the actor has ended. Returns false if it has ended already: the caller completes the promise.
     */
    final boolean atEnd(LocalPromise<?> promise) {
        Node mine = new Node(promise);
        if (promise.completer == null) { // a promise of StopSequence names its completer already
            promise.completedBy(this);
        }
        Node now;
        do {
            now = promises;
            if (now == COMPLETED) {
                return false;
            }
            mine.next = now;
        } while (!PROMISES.compareAndSet(this, now, mine));
        return true;
    }

    /** Returns whether the promises of the end are completed, or being completed. */
    final boolean isEndTold() {
        return promises == COMPLETED;
    }

    /** Completes all promises of the end. A second call completes none. */
    final void completeAtEnd() {
        Node first = PROMISES.getAndSet(this, COMPLETED);
        complete(first, true); // a caller that returns from stop() finds whenStopped() done
        complete(first, false);
        for (Node node = first; node != null && node != COMPLETED; node = node.next) {
            Notification.callForeign(node.foreign); // last: whatever user code does, all threads that wait for the end go on
        }
    }

    private void complete(@Nullable Node first, boolean whenStopped) {
        for (Node node = first; node != null && node != COMPLETED; node = node.next) {
            if (node.promise instanceof EndPromise == whenStopped) {
                node.foreign = node.promise.completeQuietly(whenStopped ? end() : true);
            }
        }
    }
}
