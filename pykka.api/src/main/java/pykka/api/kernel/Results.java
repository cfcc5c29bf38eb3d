package pykka.api.kernel;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorTimeoutException;

/**
 * The interrupts and time-outs that futures have thrown as their failures, as long as anything else refers to them. By its class,
 * what comes out of a function may be its reader's own, or that of an actor that the function asked; only the second is in here.
 */
final class Results {
    private static final Set<Key> ALL = ConcurrentHashMap.newKeySet();
    private static final ReferenceQueue<Throwable> COLLECTED = new ReferenceQueue<>();

    /** Equal to another one for the same object: exceptions may have an equals of their own. */
    private static final class Key extends WeakReference<Throwable> {
        private final int hash;

        Key(Throwable failure, @Nullable ReferenceQueue<Throwable> queue) {
            super(failure, queue);
            hash = System.identityHashCode(failure);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Throwable failure = get();
            return failure != null && other instanceof Key key && key.refersTo(failure);
        }
    }

    private Results() {}

    /** A future is about to throw its failure. */
    static void add(Throwable failure) {
        if (isInterrupt(failure) || failure instanceof ActorTimeoutException) {
            for (Reference<?> gone; (gone = COLLECTED.poll()) != null;) {
                ALL.remove(gone);
            }
            ALL.add(new Key(failure, COLLECTED));
        }
    }

    static boolean contain(Throwable failure) {
        return ALL.contains(new Key(failure, null));
    }

    /** Whether it is what a wait of this library, or of the JDK, throws when its thread is interrupted. */
    static boolean isInterrupt(Throwable failure) {
        return failure instanceof ActorInterruptedException || failure instanceof InterruptedException
                || failure instanceof ClosedByInterruptException || failure instanceof FileLockInterruptionException;
    }
}
