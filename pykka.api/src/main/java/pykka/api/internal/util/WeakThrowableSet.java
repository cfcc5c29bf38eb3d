package pykka.api.internal.util;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A set that refers weakly to the exceptions in it. They are compared by identity, because they may override equals. */
public final class WeakThrowableSet {
    private final Set<Key> all = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Throwable> collected = new ReferenceQueue<>();

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

    /** Returns false if the exception was in the set already. */
    public boolean add(Throwable failure) {
        for (Reference<?> gone; (gone = collected.poll()) != null;) {
            all.remove(gone);
        }
        return all.add(new Key(failure, collected));
    }

    public boolean contains(Throwable failure) {
        return all.contains(new Key(failure, null));
    }
}
