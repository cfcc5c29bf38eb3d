package pykka.api.internal.mailbox;

import java.util.concurrent.atomic.LongAdder;
import pykka.api.inspect.Counts;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.Properties;

/**
 * The message counters of one actor, for the contract suite. Off unless the property pykka.count is true; if off, the compiler
 * removes the counting.
 */
public final class MessageCounts {
    public static final boolean ON = isWanted();
    private static final LongAdder PENDING = new LongAdder();
    private static final MessageCounts TOTAL = new MessageCounts();

    private final LongAdder accepted = new LongAdder();
    private final LongAdder handled = new LongAdder();
    private final LongAdder deadLettered = new LongAdder();
    private final LongAdder withdrawn = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** An invalid value is logged: it must not break the initialization of this class. */
    private static boolean isWanted() {
        try {
            return Properties.bool("pykka.count", false);
        } catch (IllegalStateException wrong) {
            Log.wrongProperty(wrong);
            return false;
        }
    }

    public void accept() {
        accepted.increment();
        TOTAL.accepted.increment();
    }

    public void handle() {
        handled.increment();
        TOTAL.handled.increment();
    }

    public void deadLetter() {
        deadLettered.increment();
        TOTAL.deadLettered.increment();
    }

    public void withdraw() {
        withdrawn.increment();
        TOTAL.withdrawn.increment();
    }

    public void refuse() {
        refused.increment();
        TOTAL.refused.increment();
    }

    public static void pending(int change) {
        PENDING.add(change);
    }

    /** The counters at one moment. */
    private record Sums(long accepted, long handled, long deadLettered, long withdrawn, long refused, long pending) implements Counts {
        @Override
        public String toString() {
            return "accepted: " + accepted + ", handled: " + handled + ", dead letters: " + deadLettered + ", withdrawn: "
                    + withdrawn + ", refused: " + refused + ", pending: " + pending;
        }
    }

    public Counts counts() {
        return new Sums(accepted.sum(), handled.sum(), deadLettered.sum(), withdrawn.sum(), refused.sum(), PENDING.sum());
    }

    public static Counts total() {
        return TOTAL.counts();
    }
}
