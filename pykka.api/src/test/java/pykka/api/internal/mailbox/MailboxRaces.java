package pykka.api.internal.mailbox;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Senders against the consumer of an inbox. */
public final class MailboxRaces {
    private MailboxRaces() {}

    /** An inbox that is no actor's. */
    abstract static class Bare extends Mailbox {
        private static final long serialVersionUID = 1;

        private Envelope head = this;

        @Override
        public Envelope head() {
            return head;
        }

        @Override
        public void head(Envelope node) {
            head = node;
        }

        final Envelope poll() {
            return poll(true);
        }
    }

    public static class Box extends Bare {
        private static final long serialVersionUID = 1;

        int wakes;

        @Override
        public void wake() {
            wakes++;
        }

        /** Returns how many envelopes were not withdrawn. */
        int closeAndDrain() {
            close();
            Envelope last = last();
            int drained = 0;
            for (Envelope node; (node = drain(last)) != null;) {
                if (node.message != Mark.WITHDRAWN) {
                    drained++;
                }
            }
            return drained;
        }
    }

    /** What the consumer drains has been accepted, and the other way round. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "accepted and drained")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "withdrawn")
    @Outcome(expect = FORBIDDEN, desc = "lost, or withdrawn and drained")
    @State
    public static class CloseAgainstSend {
        private final Box box = new Box();
        private final Envelope node = new Envelope("message");

        @Actor
        public void sender(II_Result r) {
            r.r1 = box.enqueue(node) ? 1 : 0;
        }

        @Actor
        public void consumer(II_Result r) {
            r.r2 = box.closeAndDrain();
        }
    }

    /** The same for a null message. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "accepted and drained")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "withdrawn")
    @Outcome(expect = FORBIDDEN, desc = "lost, or withdrawn and drained")
    @State
    public static class CloseAgainstSendOfNull {
        private final Box box = new Box();
        private final Envelope node = new Envelope(Mark.NULL);

        @Actor
        public void sender(II_Result r) {
            r.r1 = box.enqueue(node) ? 1 : 0;
        }

        @Actor
        public void consumer(II_Result r) {
            r.r2 = box.closeAndDrain();
        }
    }

    /** What the consumer handles is not withdrawn when the inbox closes. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "accepted, handled or drained")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "withdrawn")
    @Outcome(expect = FORBIDDEN, desc = "lost, or withdrawn and handled")
    @State
    public static class HandleAndCloseAgainstSend {
        private final Box box = new Box();
        private final Envelope node = new Envelope("message");

        @Actor
        public void sender(II_Result r) {
            r.r1 = box.enqueue(node) ? 1 : 0;
        }

        @Actor
        public void consumer(II_Result r) {
            int handled = box.poll() == null ? 0 : 1;
            r.r2 = handled + box.closeAndDrain();
        }
    }

    /** A sender wakes the consumer if that goes idle, and only then. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "idle and woken")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "goes on")
    @Outcome(expect = FORBIDDEN, desc = "lost wake-up, or two consumers")
    @State
    public static class IdleAgainstSend {
        private final Box box = new Box();
        private final Envelope node = new Envelope("message");

        @Actor
        public void sender(II_Result r) {
            box.enqueue(node);
            r.r1 = box.wakes;
        }

        @Actor
        public void consumer(II_Result r) {
            r.r2 = box.idle() ? 1 : 0;
        }
    }

    /** The same when the consumer has to put its dummy back first. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "idle and woken")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "goes on")
    @Outcome(expect = FORBIDDEN, desc = "lost wake-up, or two consumers")
    @State
    public static class IdleAfterHandlingAgainstSend {
        private final Box box = new Box();
        private final Envelope node = new Envelope("message");

        public IdleAfterHandlingAgainstSend() {
            box.enqueue(new Envelope("handled"));
            box.poll();
        }

        @Actor
        public void sender(II_Result r) {
            box.enqueue(node);
            r.r1 = box.wakes;
        }

        @Actor
        public void consumer(II_Result r) {
            r.r2 = box.idle() ? 1 : 0;
        }
    }

    /** Runs its turns on the thread of whoever wakes it, so that turns move from thread to thread. */
    public static final class Roaming extends Bare {
        private static final long serialVersionUID = 1;

        private boolean inside;
        private boolean overlapped;
        private int handled;

        Roaming() {
            idle();
        }

        @Override
        public void wake() {
            int pauses = 0;
            do {
                overlapped |= inside;
                inside = true;
                while (poll() != null) {
                    handled++;
                }
                inside = false;
                pause(pauses++);
            } while (!idle());
        }
    }

    /** Turns follow each other, see what the last one did, and leave nothing behind. */
    @JCStressTest
    @Outcome(id = "4, 0", expect = ACCEPTABLE, desc = "each message once, one turn at a time")
    @Outcome(expect = FORBIDDEN, desc = "lost, or two consumers")
    @State
    public static class TurnsOnSenders {
        private final Roaming inbox = new Roaming();

        @Actor
        public void sender() {
            inbox.enqueue(new Envelope("1"));
            inbox.enqueue(new Envelope("2"));
        }

        @Actor
        public void otherSender() {
            inbox.enqueue(new Envelope("3"));
            inbox.enqueue(new Envelope("4"));
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = inbox.handled;
            r.r2 = inbox.overlapped ? 1 : 0;
        }
    }
}
