package pykka.api.internal.actor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadException;
import pykka.api.internal.bridge.CompletableFutureBridge;
import pykka.api.internal.promise.CompletionCallback;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;

/** Runs once, on an actor that no user knows, the code that is linked when it first runs: see {@code FirstUse}. */
public final class Rehearsal implements Runnable {
    @Override
    public void run() {
        ActorCell cell = Objects.requireNonNull(((LocalActorRef<?>) ActorHooks.ref(ActorHooks.get().idleActor())).cell());
        cell.open();
        cell.rehearse();
        cell.tell(null, false);
        cell.stop(new LocalPromise<>(), false);
        cell.whenStopped();
        Startup.discard(cell);
        LocalPromise<@Nullable Object> promise = new LocalPromise<>();
        promise.unlink(CompletionCallback.on(promise, () -> {}));
        CompletionCallback.on(promise, () -> {});
        CompletableFutureBridge.of(promise, null).cancel(false);
        CompletableFutureBridge.of(FutureOperations.map(promise, value -> value), Runnable::run);
        CompletableFutureBridge.of(promise, null).copy();
        promise.complete(null);
        FutureOperations.read(FutureOperations.map(promise, value -> value), null);
        LocalPromise<@Nullable Object> failed = new LocalPromise<>();
        failed.fail(new ActorDeadException("rehearsed"));
    }
}
