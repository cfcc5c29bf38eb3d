package pykka.api.internal.bridge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.promise.FutureBridge;

/** Converts futures to CompletableFutures. */
public final class CompletableFutureBridge extends FutureBridge {
    private CompletableFutureBridge() {}

    public static void install() {
        install(new CompletableFutureBridge());
    }

    @Override
    protected <T extends @Nullable Object> CompletableFuture<T> convert(Future<T> source, @Nullable Executor executor) {
        return of(source, executor);
    }

    public static <T extends @Nullable Object> CompletableFuture<T> of(Future<T> source, @Nullable Executor executor) {
        return source instanceof EndPromise end && executor == null ? end.<T>shared() : fresh(source, executor);
    }

    /** As {@link #of}, of the future of an ask that has no other holder: the ask is cancelled with the CompletableFuture. */
    public static <T extends @Nullable Object> CompletableFuture<T> owning(Future<T> ask) {
        BridgeCompleter bridge = new BridgeCompleter(ask);
        bridge.own();
        return begin(bridge, null);
    }

    /** A new CompletableFuture, not shared, which its holder may complete. */
    static <T extends @Nullable Object> CompletableFuture<T> fresh(Future<T> source, @Nullable Executor executor) {
        return begin(new BridgeCompleter(source), executor);
    }

    private static <T extends @Nullable Object> CompletableFuture<T> begin(BridgeCompleter bridge, @Nullable Executor executor) {
        BridgedFuture<T> target = new BridgedFuture<>(bridge, true);
        bridge.begin(target, executor);
        return target;
    }
}
