package pykka.api.internal.promise;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorTimeoutException;
import pykka.api.internal.util.WeakThrowableSet;

/**
 * Remembers the interrupts and timeouts that futures have thrown as their failures. When a function throws such an exception, its
 * class does not tell whether the reader itself was interrupted or timed out, or an actor that the function asked; only an
 * exception of the second sort is in this set.
 */
public final class ThrownFailures {
    private static final WeakThrowableSet ALL = new WeakThrowableSet();

    private ThrownFailures() {}

    /** Called before a future throws its failure. */
    public static void add(Throwable failure) {
        if (isInterrupt(failure) || failure instanceof ActorTimeoutException) {
            ALL.add(failure);
        }
    }

    static boolean contain(Throwable failure) {
        return ALL.contains(failure);
    }

    /** Whether a wait of this library or of the JDK throws such an exception when its thread is interrupted. */
    static boolean isInterrupt(Throwable failure) {
        return failure instanceof ActorInterruptedException || failure instanceof InterruptedException
                || failure instanceof ClosedByInterruptException || failure instanceof FileLockInterruptionException;
    }
}
