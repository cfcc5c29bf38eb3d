package pykka.api.internal.bridge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.FirstUse;

/** The future of an actor's end, which only the actor completes. */
public final class EndPromise extends LocalPromise<ActorEnd> {
    private static final long serialVersionUID = 1;
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    private static final AtomicReferenceFieldUpdater<EndPromise, @Nullable CompletableFuture> SHARED =
            AtomicReferenceFieldUpdater.newUpdater(EndPromise.class, CompletableFuture.class, "shared");

    private transient volatile @Nullable CompletableFuture<?> shared;

    /** A promise of an end that has already happened. */
    public static EndPromise of(ActorEnd why) {
        FirstUse.prepare();
        EndPromise end = new EndPromise();
        end.complete(why);
        return end;
    }

    /** The CompletableFuture of this promise, shared by all callers. */
    @SuppressWarnings("unchecked") // of null
    <T extends @Nullable Object> CompletableFuture<T> shared() {
        CompletableFuture<?> now = shared;
        if (now == null) {
            BridgeCompleter bridge = new BridgeCompleter(this);
            BridgedEnd<T> made = new BridgedEnd<>(bridge, this);
            if (SHARED.compareAndSet(this, null, made)) {
                bridge.begin(made, null);
            }
            now = shared;
        }
        return (CompletableFuture<T>) now;
    }
}
