package pykka.api.kernel;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.ActorListener;

/** The one listener, composed of those that tools have installed; null if there is none. */
public final class Listeners {
    private static final AtomicReference<@Nullable ActorListener> ALL = new AtomicReference<>();

    private Listeners() {}

    static @Nullable ActorListener current() {
        return ALL.get();
    }

    public static AutoCloseable add(ActorListener listener) {
        ALL.updateAndGet(all -> all == null ? listener : new Both(all, listener));
        return () -> ALL.updateAndGet(all -> without(all, listener));
    }

    private static @Nullable ActorListener without(@Nullable ActorListener all, ActorListener gone) {
        if (all == gone || all == null) {
            return null;
        }
        if (all instanceof Both both) {
            if (both.second == gone) {
                return both.first;
            }
            ActorListener first = without(both.first, gone);
            return first == null ? both.second : first == both.first ? both : new Both(first, both.second);
        }
        return all;
    }

    static void started(@Nullable ActorListener listener, Ref<?> ref) {
        if (listener != null) {
            guarded(() -> listener.started(ref.actorUrn(), ref.className()));
        }
    }

    static void ended(Ref<?> ref, @Nullable Throwable failure) {
        ActorListener listener = current();
        if (listener != null) {
            guarded(() -> {
                if (failure == null) {
                    listener.stopped(ref.actorUrn(), ref.className());
                } else {
                    listener.failed(ref.actorUrn(), ref.className(), failure.getClass().getName());
                }
            });
        }
    }

    static void handled(ActorListener listener, Ref<?> ref, @Nullable Object message, long nanos) {
        guarded(() -> listener.handled(ref.actorUrn(), ref.className(), String.valueOf(Turns.describe(message)), nanos));
    }

    static void deadlock(String report) {
        ActorListener listener = current();
        if (listener != null) {
            guarded(() -> listener.deadlock(report));
        }
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable ignored) {
            // a tool must not change what it looks at
        }
    }

    /** The first one's failure does not keep the second from hearing. */
    private record Both(ActorListener first, ActorListener second) implements ActorListener {
        @Override
        public void started(String urn, String className) {
            guarded(() -> first.started(urn, className));
            second.started(urn, className);
        }

        @Override
        public void stopped(String urn, String className) {
            guarded(() -> first.stopped(urn, className));
            second.stopped(urn, className);
        }

        @Override
        public void failed(String urn, String className, String failure) {
            guarded(() -> first.failed(urn, className, failure));
            second.failed(urn, className, failure);
        }

        @Override
        public void handled(String urn, String className, String message, long nanos) {
            guarded(() -> first.handled(urn, className, message, nanos));
            second.handled(urn, className, message, nanos);
        }

        @Override
        public void deadlock(String report) {
            guarded(() -> first.deadlock(report));
            second.deadlock(report);
        }
    }
}
