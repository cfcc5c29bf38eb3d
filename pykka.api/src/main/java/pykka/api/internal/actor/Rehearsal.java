package pykka.api.internal.actor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadException;
import pykka.api.internal.bridge.CompletableFutureBridge;
import pykka.api.internal.promise.CompletionCallback;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.Reply;

/** Runs once what is linked when it is first run, on an actor that no user knows: see FirstUse. */
public final class Rehearsal implements Runnable {
    @Override
    public void run() {
        ActorCell cell = Objects.requireNonNull(((LocalActorRef<?>) ActorHooks.ref(ActorHooks.get().idleActor())).cell());
        cell.open();
        cell.rehearse();
        cell.tell(null, false);
        cell.stop(new Reply<>());
        cell.whenStopped();
        cell.discard();
        LocalPromise<@Nullable Object> promise = new Reply<>();
        promise.unlink(CompletionCallback.on(promise, () -> {}));
        CompletionCallback.on(promise, () -> {});
        CompletableFutureBridge.convert(promise, null).cancel(false);
        CompletableFutureBridge.convert(FutureOperations.map(promise, value -> value), Runnable::run);
        CompletableFutureBridge.convert(promise, null).copy();
        promise.complete(null);
        FutureOperations.read(FutureOperations.map(promise, value -> value), null);
        LocalPromise<@Nullable Object> failed = new Reply<>();
        failed.fail(new ActorDeadException("rehearsed"));
    }
}
