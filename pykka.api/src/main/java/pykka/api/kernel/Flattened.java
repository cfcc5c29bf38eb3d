package pykka.api.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;

/** Completes a CompletableFuture as the future, or the stage, is that a future gives; as {@link Relay}, where that is completed. */
public final class Flattened extends Relay {
    private final String name;
    private final AtomicBoolean given = new AtomicBoolean();
    /** That of the future which was given. */
    private volatile @Nullable Relay inner;
    /** That of the stage which was given, if that is one of ours. It is somebody else's. */
    private volatile @Nullable Relay watched;

    private Flattened(Future<?> future, String name) {
        super(future);
        this.name = name;
    }

    /** The name is that of the member that gives the future. */
    public static CompletableFuture<@Nullable Object> of(Future<?> future, String name) {
        Flattened flattened = new Flattened(future, name);
        Completion<@Nullable Object> target = new Completion<>(flattened, true);
        flattened.begin(target, null);
        return target;
    }

    @Override
    void deliver(@Nullable Object value) {
        Completion<?> to = target();
        if (to == null || !given.compareAndSet(false, true)) {
            return;
        }
        try {
            follow(to, value);
        } catch (Throwable e) {
            fail(e); // a stage of the user's own
        }
    }

    private void follow(Completion<?> to, @Nullable Object value) {
        if (value instanceof Future<?> future) {
            Relay next = new Relay(future);
            inner = next;
            next.begin(to, null);
            if (to.isDone()) {
                next.forget(); // somebody has completed it meanwhile
            }
            return;
        }
        if (!(value instanceof CompletionStage<?> stage)) {
            throw new NullPointerException("'" + Text.clean(name) + "' gave null: it must give a future");
        }
        watched = stage instanceof Completion<?> ours ? ours.relay() : null;
        stage.whenComplete((result, failure) -> {
            if (failure == null) {
                super.deliver(result);
            } else {
                fail(unwrapped(failure));
            }
        });
    }

    /** Of what the JDK itself wraps, which says what it is without foreign code. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getClass() == CompletionException.class ? ((CompletionException) failure).getCause() : null;
        return cause == null ? failure : cause;
    }

    @Override
    @Nullable Future<?> source() {
        Relay second = inner != null ? inner : watched;
        return second == null ? super.source() : second.source();
    }

    @Override
    @Nullable Wake link() {
        Relay second = inner != null ? inner : watched;
        return second == null ? super.link() : second.link();
    }

    @Override
    void forget() {
        super.forget();
        Relay next = inner;
        if (next != null) {
            next.forget();
        }
    }
}
