package pykka.api.internal.proxy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.bridge.BridgeCompleter;
import pykka.api.internal.bridge.BridgedFuture;
import pykka.api.internal.bridge.CompletableFutureBridge;
import pykka.api.internal.mailbox.Retries;
import pykka.api.internal.promise.CompletionListener;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.StageListener;
import pykka.api.internal.util.SafeText;

/** Completes a CompletableFuture as the future, or the stage, is that a future gives; as {@link BridgeCompleter}, where that is done. */
public final class FlattenedStage extends BridgeCompleter {
    private final String name;
    private final AtomicBoolean given = new AtomicBoolean();
    /** Completed when it is known what was given. */
    private final LocalPromise<@Nullable Object> followed = new LocalPromise<>();
    /** That of the future which was given. */
    private volatile @Nullable BridgeCompleter inner;
    /** The stage which was given, if that is one of ours. It is somebody else's. */
    private volatile @Nullable BridgedFuture<?> watched;

    private FlattenedStage(Future<?> future, String name) {
        super(future);
        this.name = name;
    }

    /** The name is that of the member that gives the future. */
    public static CompletableFuture<@Nullable Object> of(Future<?> future, String name) {
        FlattenedStage flattened = new FlattenedStage(future, name);
        BridgedFuture<@Nullable Object> target = new BridgedFuture<>(flattened, true);
        flattened.begin(target, null);
        return target;
    }

    @Override
    public void deliver(@Nullable Object value) {
        BridgedFuture<?> to = target();
        if (to == null || !given.compareAndSet(false, true)) {
            return;
        }
        boolean done = false;
        try {
            follow(to, value);
            done = true;
        } catch (Throwable e) { // of a stage of the user's own
            to.finishExceptionally(e);
            done = true;
        } finally {
            if (!done) {
                given.set(false); // no memory: it is tried again
            }
        }
        drop();
    }

    private void follow(BridgedFuture<?> to, @Nullable Object value) {
        if (value instanceof Future<?> future) {
            through(future, to);
        } else if (value instanceof CompletionStage<?> stage) {
            watched = stage instanceof BridgedFuture<?> ours ? ours : null;
            through(StageListener.from(stage), to);
        } else {
            throw new NullPointerException("'" + SafeText.clean(name) + "' gave null: it must give a future");
        }
    }

    private void through(Future<?> future, BridgedFuture<?> to) {
        BridgeCompleter next = new BridgeCompleter(future);
        next.begin(to, null);
        inner = next;
        followed.complete(null);
        if (to.isDone()) {
            next.forget(); // somebody has completed it meanwhile
        }
    }

    @Override
    public @Nullable BridgedFuture<?> watched() {
        return watched;
    }

    /** When the first future is known, what is waited for next is so a moment later: until then it is that moment. */
    @Override
    public @Nullable LocalPromise<?> awaited() {
        BridgeCompleter second = inner;
        LocalPromise<?> first = second == null ? super.awaited() : second.awaited();
        return first == null && second == null ? followed : first;
    }

    @Override
    public @Nullable CompletionListener link() {
        BridgeCompleter second = inner;
        return second == null ? super.link() : second.link();
    }

    @Override
    public void forget() {
        super.forget();
        BridgeCompleter next = inner;
        if (next != null) {
            next.forget();
        }
    }
}
