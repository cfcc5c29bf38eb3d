package pykka.api.internal.actor;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.SafeText;

/**
 * The places of a bounded inbox. A sender that waits has a ticket, which is given a place, in turn, by whoever frees one: a
 * ticket is queued, then places are looked at; a place is freed, then the tickets are looked at; so one of the two sees the other.
 */
final class MailboxCapacity {
    /** In place of one that is made when it is needed. Never entered. */
    static final MailboxCapacity UNSTARTED = new MailboxCapacity();

    // Written before free is taken down to the capacity: who finds no place free has seen that.
    private WhenFull whenFull = WhenFull.BLOCK;
    private int capacity = Integer.MAX_VALUE;
    /** Below zero after more messages than places were sent before the start, or by an actor to itself. */
    private final AtomicInteger free = new AtomicInteger(Integer.MAX_VALUE);
    private final ConcurrentLinkedQueue<Ticket> tickets = new ConcurrentLinkedQueue<>();

    private static final class Ticket extends LocalPromise<@Nullable Void> {
        private static final long serialVersionUID = 1;
    }

    /** Once, when the actor is started. What has entered before counts, wherever its sender is. */
    void limit(int capacity, WhenFull whenFull) {
        this.capacity = capacity;
        this.whenFull = whenFull;
        free.getAndAdd(capacity - Integer.MAX_VALUE);
    }

    /**
     * Takes a place for a message, or waits for one.
     *
     * @throws ActorInboxFullException if full, and refusing or not waiting is wanted
     */
    void enter(ActorCell cell, @Nullable Deadline deadline, boolean neverWait) {
        if (tickets.isEmpty() && take()) {
            return;
        }
        if (CurrentCompleter.get() == cell) {
            free.getAndDecrement(); // an actor's own sends are always taken: nobody else could free a place for it
            return;
        }
        if (neverWait || whenFull == WhenFull.REFUSE) {
            throw new ActorInboxFullException("The inbox of " + SafeText.of(cell.ref()) + " is full: " + capacity
                    + (capacity == 1 ? " message waits" : " messages wait"));
        }
        Ticket ticket = new Ticket();
        ticket.own(cell);
        tickets.add(ticket);
        serve();
        if (cell.status() == Mailbox.CLOSED) {
            ticket.fail(cell.notFoundOrWhy()); // perhaps queued after the actor had looked
        }
        try {
            BlockingWait.until(ticket, deadline);
        } catch (Throwable e) {
            if (ticket.fail(e)) {
                tickets.remove(ticket);
            } else if (ticket.failure() == null) {
                leave(); // was given a place just now
            }
            throw e;
        }
        if (ticket.failure() != null) {
            throw cell.notFound();
        }
    }

    /** The actor took a message, which had entered. */
    void leave() {
        free.getAndIncrement();
        if (!tickets.isEmpty()) {
            serve();
        }
    }

    /** The actor has closed its inbox. */
    void close(ActorCell cell) {
        for (Ticket ticket; (ticket = tickets.poll()) != null;) {
            ticket.fail(cell.notFoundOrWhy()); // a ticket that was taken off is ended whatever happens
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
                free.getAndIncrement(); // nobody wanted it: look again
            }
        }
    }
}
