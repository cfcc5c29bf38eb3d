package pykka.api.internal.actor;

import java.lang.invoke.VarHandle;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.promise.LocalPromise;

/** The accepted asks that an actor will not handle, because its mailbox is closed. */
final class UnhandledAsks {
    private UnhandledAsks() {}

    /** Returns the failure of such an ask. Without stack or memory for an exception, the asker is answered by that error. */
    static Throwable failure(ActorMailbox mailbox) {
        try {
            return mailbox.unhandled();
        } catch (Throwable e) {
            return e;
        }
    }

    /**
     * Fails the asks up to an envelope that have no answer yet. For any thread. Returns whether it came as far as that envelope.
     *
     * @param spareBegun whether to leave the first of them, which the consumer may have begun to handle, to the consumer. Called
     *     after the close, this spares the only one: the consumer begins no other before it has answered that one, and then it
     *     finds the mailbox closed
     */
    static boolean fail(ActorMailbox mailbox, Envelope last, boolean spareBegun) {
        boolean spare = spareBegun;
        Throwable failure = null; // one for all asks: there may be very many
        Envelope first = mailbox.head();
        VarHandle.acquireFence(); // the consumer writes it without order
        for (Envelope node = first; node != null; node = node.next) {
            if (node instanceof LocalPromise<?> ask && ask.message != Mark.WITHDRAWN && !ask.settled()) {
                if (spare) {
                    spare = false;
                } else {
                    failure = failure == null ? failure(mailbox) : failure;
                    ask.failApart(failure);
                }
            }
            if (node == last) {
                return true;
            }
        }
        return false;
    }
}
