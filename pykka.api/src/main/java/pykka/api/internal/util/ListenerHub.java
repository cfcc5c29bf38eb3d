package pykka.api.internal.util;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;
import pykka.api.inspect.ActorListener;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.MessageLoop;
import pykka.api.internal.monitor.Snapshots;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;

/** The listeners that tools have installed; none at first. What one throws changes nothing, neither here nor for the others. */
public final class ListenerHub {
    private static final AtomicReference<ActorListener[]> ALL = new AtomicReference<>(new ActorListener[0]);

    private ListenerHub() {}

    public static Registration add(ActorListener listener) {
        ALL.updateAndGet(all -> {
            ActorListener[] more = Arrays.copyOf(all, all.length + 1);
            more[all.length] = listener;
            return more;
        });
        AtomicBoolean listening = new AtomicBoolean(true);
        return () -> {
            if (listening.getAndSet(false)) {
                remove(listener);
            }
        };
    }

    /** One of it: it may have been added several times. */
    private static void remove(ActorListener listener) {
        ALL.updateAndGet(all -> {
            List<ActorListener> left = new ArrayList<>(Arrays.asList(all));
            left.remove(listener);
            return left.toArray(new ActorListener[0]);
        });
    }

    /** Read once in a turn, not for each message. */
    public static boolean any() {
        return ALL.get().length > 0;
    }

    public static void started(LocalActorRef<?> ref) {
        tell(listener -> listener.started(ref.actorUrn(), SafeText.clean(ref.className())));
    }

    public static void ended(LocalActorRef<?> ref, @Nullable Throwable failure) {
        tell(listener -> {
            if (failure == null) {
                listener.stopped(ref.actorUrn(), SafeText.clean(ref.className()));
            } else {
                listener.failed(ref.actorUrn(), SafeText.clean(ref.className()), SafeText.clean(failure.getClass().getName()));
            }
        });
    }

    public static void handled(LocalActorRef<?> ref, @Nullable Object message, long nanos) {
        tell(listener -> listener.handled(
                ref.actorUrn(), SafeText.clean(ref.className()), String.valueOf(MessageLoop.describe(message)), nanos));
    }

    public static void timedOut(@Nullable Completer who, BlockingWait wait) {
        tell(listener -> listener.timedOut(
                who != null ? SafeText.of(who) : SafeText.clean("thread " + wait.thread.getName()),
                Snapshots.waitsFor(wait.leaf.owner), System.nanoTime() - wait.since));
    }

    public static void deadlock(String report) {
        tell(listener -> listener.deadlock(report));
    }

    private static void tell(Consumer<ActorListener> event) {
        for (ActorListener listener : ALL.get()) {
            try {
                event.accept(listener);
            } catch (Throwable ignored) {
                // a tool must not change what it looks at
            }
        }
    }
}
