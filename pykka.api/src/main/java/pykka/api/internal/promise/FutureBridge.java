package pykka.api.internal.promise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;

/** What futures need of the bridge to CompletableFuture, which stands above them. */
public abstract class FutureBridge {
    private static FutureBridge installed;

    /** Once, before there is any future. */
    protected static void install(FutureBridge bridge) {
        installed = bridge;
    }

    static FutureBridge get() {
        return installed;
    }

    /** A CompletableFuture of a future; null for the executor: none. */
    protected abstract <T extends @Nullable Object> CompletableFuture<T> convert(Future<T> source, @Nullable Executor executor);
}
