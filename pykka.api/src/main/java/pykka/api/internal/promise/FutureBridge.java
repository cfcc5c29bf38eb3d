package pykka.api.internal.promise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;

/** The interface of the bridge to CompletableFuture as futures see it; the bridge package, which is above, implements it. */
public abstract class FutureBridge {
    private static FutureBridge installed;

    /** Called once, before there is any future. */
    protected static void install(FutureBridge bridge) {
        installed = bridge;
    }

    static FutureBridge get() {
        return installed;
    }

    /** Converts a future to a CompletableFuture. A null executor means that none was given. */
    protected abstract <T extends @Nullable Object> CompletableFuture<T> convert(Future<T> source, @Nullable Executor executor);
}
