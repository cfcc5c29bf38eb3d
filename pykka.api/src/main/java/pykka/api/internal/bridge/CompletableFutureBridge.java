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

    /** A new CompletableFuture, not shared, which its holder may complete. */
    static <T extends @Nullable Object> CompletableFuture<T> fresh(Future<T> source, @Nullable Executor executor) {
        BridgeCompleter bridge = new BridgeCompleter(source);
        BridgedFuture<T> target = new BridgedFuture<>(bridge, true);
        bridge.begin(target, executor);
        return target;
    }
}
