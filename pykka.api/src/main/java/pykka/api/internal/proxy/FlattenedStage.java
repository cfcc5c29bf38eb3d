package pykka.api.internal.proxy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.bridge.BridgeCompleter;
import pykka.api.internal.bridge.BridgedFuture;
import pykka.api.internal.promise.CompletionListener;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.StageListener;
import pykka.api.internal.util.SafeText;

/**
 * Completes a CompletableFuture with the result of the future or stage that is the value of a future. The threads are those of
 * {@link BridgeCompleter}.
 */
public final class FlattenedStage extends BridgeCompleter {
    private final String name;
    private final AtomicBoolean given = new AtomicBoolean();
    /** Completed when the first future has a value, and this follows the future or stage that the value is. */
    private final LocalPromise<@Nullable Object> followed = new LocalPromise<>();
    /** The completer of the future to follow. */
    private volatile @Nullable BridgeCompleter inner;
    /** The stage to follow, if this library created it for another future. */
    private volatile @Nullable BridgedFuture<?> watched;

    private FlattenedStage(Future<?> future, String name) {
        super(future);
        this.name = name;
    }

    /** Flattens a future of a future or stage; the name is that of the member that returns it. */
    public static CompletableFuture<@Nullable Object> of(Future<?> future, String name) {
        FlattenedStage flattened = new FlattenedStage(future, name);
        flattened.own();
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
        } catch (Throwable e) { // from a stage of a user's class
            to.finishExceptionally(e);
            done = true;
        } finally {
            if (!done) {
                given.set(false); // no memory: delivery is retried
            }
        }
        drop();
    }

    private void follow(BridgedFuture<?> to, @Nullable Object value) {
        if (value instanceof Future<?> future) {
            through(FutureOperations.ours(future), to);
        } else if (value instanceof CompletionStage<?> stage) {
            watched = stage instanceof BridgedFuture<?> ours ? ours : null;
            StageListener<@Nullable Object> listener = new StageListener<>();
            through(listener.future(), to); // first: a stage that is done would deliver inside this call, one level deeper
            stage.whenComplete(listener);
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
            next.forget(); // another thread completed the target concurrently
        }
    }

    @Override
    public @Nullable BridgedFuture<?> watched() {
        return watched;
    }

    /**
     * The promise to wait for: that of the first future, then that of the future to follow. In between, while it is not known yet
     * which future to follow, {@code followed}.
     */
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
