package pykka.api.internal.actor;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadException;
import pykka.api.internal.bridge.CompletableFutureBridge;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.promise.CompletionCallback;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.PaddedCounter;

/** Runs once, on an actor that no user knows, the code that is linked when it first runs: see {@code FirstUse}. */
public final class Rehearsal implements Runnable {
    @Override
    public void run() {
        ActorCell cell = idle();
        rehearse(new ConcurrentLinkedQueue<>());
        cell.open();
        cell.tell(null, false);
        ActorCell watched = idle();
        watched.open();
        cell.expectFree();
        cell.watches().add(cell, watched.ref(), watched.whenStopped());
        Startup.discard(watched);
        cell.watches().end(watched.ref());
        cell.watches().add(cell, watched.ref(), watched.whenStopped());
        cell.stop(new LocalPromise<>(), false, StopMark.ASKED);
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

    private static ActorCell idle() {
        return Objects.requireNonNull(((LocalActorRef<?>) ActorHooks.ref(ActorHooks.get().idleActor())).cell());
    }

    /** The queues and counters of the JDK use VarHandles, which are linked at their first call. */
    private static void rehearse(Queue<Object> queue) {
        AtomicBoolean flag = new AtomicBoolean();
        for (int i = 0; i < 4; i++) {
            queue.add(i);
        }
        queue.remove(1);
        while (!queue.isEmpty()) {
            queue.poll();
            flag.compareAndSet(false, flag.getAndSet(false));
        }
        new AtomicReference<>(flag).getAndSet(flag);
        PaddedCounter counter = new PaddedCounter();
        counter.getAndIncrement();
        counter.get();
    }
}
