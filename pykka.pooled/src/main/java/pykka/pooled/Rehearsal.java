package pykka.pooled;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorThreads;

/**
 * Calls the methods of the JDK that are linked, and so allocate, when they are called for the first time, because they use
 * VarHandles. Without this, an OutOfMemoryError could come between two steps of the pool: in the lock of the shared queue, for
 * example, which would then be held for ever.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Called before a pool is used. */
    static void run() {
        Objects.requireNonNull(WaitingActor.MARK); // or the first wake would initialize the class
        ActorThreads.isVirtual(Thread.currentThread());
        new AtomicBoolean().compareAndSet(false, true);
        AtomicReferenceArray<@Nullable Object> words = new AtomicReferenceArray<>(1);
        words.compareAndSet(0, null, null);
        words.getAndSet(0, words.getAcquire(0));
        words.setRelease(0, words.getPlain(0));
        words.set(0, words.get(0));
        AtomicIntegerArray count = new AtomicIntegerArray(1);
        count.compareAndSet(0, count.getAndIncrement(0), count.getAndDecrement(0));
        count.get(0);
    }
}
