package pykka.api.internal.promise;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorTimeoutException;
import pykka.api.internal.util.WeakThrowableSet;

/**
 * The interrupts and time-outs that futures have thrown as their failures. By its class, what comes out of a function may be its
 * reader's own, or that of an actor that the function asked; only the second is in here.
 */
public final class ThrownFailures {
    private static final WeakThrowableSet ALL = new WeakThrowableSet();

    private ThrownFailures() {}

    /** A future is about to throw its failure. */
    public static void add(Throwable failure) {
        if (isInterrupt(failure) || failure instanceof ActorTimeoutException) {
            ALL.add(failure);
        }
    }

    static boolean contain(Throwable failure) {
        return ALL.contains(failure);
    }

    /** Whether it is what a wait of this library, or of the JDK, throws when its thread is interrupted. */
    static boolean isInterrupt(Throwable failure) {
        return failure instanceof ActorInterruptedException || failure instanceof InterruptedException
                || failure instanceof ClosedByInterruptException || failure instanceof FileLockInterruptionException;
    }
}
