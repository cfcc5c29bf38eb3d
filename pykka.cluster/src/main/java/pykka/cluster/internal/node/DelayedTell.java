package pykka.cluster.internal.node;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorException;
import pykka.api.ActorTimer;
import pykka.api.spi.RemoteDelivery;
import pykka.cluster.internal.ref.RemoteRef;

/** A message that this node will tell after some time, if it and the actor are still there. */
final class DelayedTell implements ActorTimer, Runnable {
    private final Node node;
    private final RemoteRef<?> to;
    private final @Nullable Object message;
    private @Nullable Future<?> task;

    private DelayedTell(Node node, RemoteRef<?> to, @Nullable Object message) {
        this.node = node;
        this.to = to;
        this.message = message;
    }

    static ActorTimer start(Node node, RemoteRef<?> to, Duration delay, @Nullable Object message) {
        DelayedTell timer = new DelayedTell(node, to, message);
        try {
            long millis = delay.isNegative() ? 0 : delay.compareTo(Duration.ofDays(50_000)) > 0 ? Duration.ofDays(50_000).toMillis()
                    : delay.toMillis();
            timer.task = node.threads.timer().schedule(timer, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw to.dead();
        }
        return timer;
    }

    @Override
    public void run() {
        try {
            RemoteDelivery.withoutWaiting(() -> to.tell(message));
        } catch (ActorException e) {
            node.notSent(to, e);
        }
    }

    @Override
    public boolean cancel() {
        Future<?> now = task;
        return now != null && now.cancel(false);
    }

    @Override
    public boolean isActive() {
        Future<?> now = task;
        return now != null && !now.isDone();
    }

    @Override
    public long missed() {
        return 0;
    }
}
