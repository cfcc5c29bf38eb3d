package pykka.api.internal.actor;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.RemoteDelivery;

/**
 * The places of a bounded mailbox. A sender that has to wait queues a ticket; a thread that frees a place gives it to the
 * oldest ticket. A sender queues its ticket before it reads the free places, and a place is freed before the tickets are read:
 * so one of the two threads sees the other.
 */
final class MailboxCapacity {
    /** Stands for no limit. No message enters it. */
    static final MailboxCapacity UNLIMITED = new MailboxCapacity();

    private static final AtomicLongFieldUpdater<MailboxCapacity> REFUSED =
            AtomicLongFieldUpdater.newUpdater(MailboxCapacity.class, "refused");

    // Written before limit() lowers the number of free places: a sender that finds none free has seen these values.
    private WhenFull whenFull = WhenFull.BLOCK;
    private int capacity = Integer.MAX_VALUE;
    /** Below zero after more messages than places were sent before the start, or by an actor to itself. */
    private final AtomicInteger free = new AtomicInteger(Integer.MAX_VALUE);
    private final ConcurrentLinkedQueue<Ticket> tickets = new ConcurrentLinkedQueue<>();
    private volatile long refused;

    private static final class Ticket extends LocalPromise<@Nullable Void> {
        private static final long serialVersionUID = 1;
    }

    /**
     * Sets the limit, once, when the actor is started. Messages that have entered before count, even those not enqueued yet.
     */
    void limit(int capacity, WhenFull whenFull) {
        this.capacity = capacity;
        this.whenFull = whenFull;
        free.getAndAdd(capacity - Integer.MAX_VALUE);
    }

    /**
     * Takes a place for a message, or waits for one.
     *
     * @throws ActorInboxFullException if no place is free, and the actor's options or the caller exclude waiting
     */
    void enter(ActorMailbox mailbox, @Nullable Deadline deadline, boolean neverWait) {
        if (tryEnter()) {
            return;
        }
        if (CurrentCompleter.get() == mailbox) {
            enterAlways(); // only the actor itself could free a place for it
            return;
        }
        if (neverWait || whenFull == WhenFull.REFUSE || RemoteDelivery.neverWaits()) {
            throw new ActorInboxFullException("The inbox of " + SafeText.of(mailbox) + " is full: " + capacity
                    + (capacity == 1 ? " message waits" : " messages wait"));
        }
        mailbox.touched(); // others that wait are behind this thread
        Ticket ticket = new Ticket();
        ticket.completedBy(mailbox);
        tickets.add(ticket);
        serve();
        if (mailbox.status() == Mailbox.CLOSED) {
            ticket.fail(mailbox.notFoundOrWhy()); // perhaps queued after the queue was emptied
        }
        try {
            BlockingWait.until(ticket, deadline);
        } catch (Throwable e) {
            if (ticket.fail(e)) {
                tickets.remove(ticket);
            } else if (ticket.failure() == null) {
                leave(); // the ticket was given a place concurrently
            }
            throw e;
        }
        if (ticket.failure() != null) {
            throw mailbox.notFound();
        }
    }

    /** Counts a message as refused. */
    void refuse() {
        REFUSED.getAndIncrement(this);
    }

    /** Returns how many messages were refused. */
    long refused() {
        return refused;
    }

    /** Takes a place for a message, whether or not one is free. */
    void enterAlways() {
        free.getAndDecrement();
    }

    /** Takes a place for a message if one is free. */
    boolean tryEnter() {
        return tickets.isEmpty() && take();
    }

    /** Frees the place of a message that had entered. */
    void leave() {
        free.getAndIncrement();
        if (!tickets.isEmpty()) {
            serve();
        }
    }

    /** Fails the waiting senders, after the mailbox was closed. */
    void close(ActorMailbox mailbox) {
        for (Ticket ticket; (ticket = tickets.poll()) != null;) {
            ticket.fail(mailbox.notFoundOrWhy()); // a ticket that was taken off the queue is completed in any case
        }
    }

    private boolean take() {
        for (int n; (n = free.get()) > 0;) {
            if (free.compareAndSet(n, n - 1)) {
                return true;
            }
        }
        return false;
    }

    private void serve() {
        while (!tickets.isEmpty() && take()) {
            Ticket ticket = tickets.poll();
            if (ticket == null || !ticket.complete(null)) {
                free.getAndIncrement(); // no ticket has taken the place: check again
            }
        }
    }
}
