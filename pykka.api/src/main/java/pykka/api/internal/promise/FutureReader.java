package pykka.api.internal.promise;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;
import pykka.api.Future;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.StackReserve;

/**
 * Evaluates a future and its sources for one reader, with an explicit stack, so that chains may have any length. It computes all
 * that can be computed without waiting and returns each promise that the reader has to wait for; no function is claimed during
 * such a wait.
 */
public final class FutureReader {
    private static final StackReserve.Code<LazyFuture<?>, @Nullable Deadline, RuntimeException> COMPUTE = LazyFuture::compute;

    private final Future<?> root;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();

    private static final class Frame {
        final LazyFuture<?> derived;
        int source;

        Frame(LazyFuture<?> derived) {
            this.derived = derived;
        }
    }

    public FutureReader(Future<?> root) {
        this.root = root;
    }

    /**
     * Advances as far as possible without waiting. Returns the promise to wait for, or null when the root is known. Throws only
     * what concerns this reader alone, such as its timeout; any other failure becomes the result of a future.
     */
    public @Nullable LocalPromise<?> advance(@Nullable Deadline deadline) {
        for (;;) {
            Frame frame = frames.peek();
            if (frame == null) {
                if (FutureOperations.known(root)) {
                    return null;
                }
                LazyFuture<?> derived = FutureOperations.derived(root);
                if (derived == null) {
                    return (LocalPromise<?>) root;
                }
                frames.push(new Frame(derived));
                continue;
            }
            LazyFuture<?> derived = frame.derived;
            if (derived.computed()) {
                frames.pop();
                continue;
            }
            LocalPromise<?> running = derived.running();
            if (running != null) {
                Completer runner = running.completer;
                if (runner != null && runner == CurrentCompleter.get()) {
                    throw new ActorDeadlockException("The function of a future reads that very future: it would wait for itself");
                }
                return running;
            }
            LocalPromise<?> undone = descend(frame);
            if (undone != null) {
                return undone;
            }
            if (frames.peek() == frame) {
                StackReserve.apart(COMPUTE, derived, deadline);
            }
        }
    }

    /** Finds the next source that is not known: pushes it if it is derived, returns it if it is a promise. */
    private @Nullable LocalPromise<?> descend(Frame frame) {
        Future<?>[] sources = frame.derived.sources();
        if (sources == null) {
            return null; // computed concurrently
        }
        frame.source = FutureOperations.nextUnknown(sources, frame.source);
        if (frame.source == sources.length) {
            return null;
        }
        Future<?> source = sources[frame.source];
        LazyFuture<?> below = FutureOperations.derived(source);
        if (below == null) {
            return (LocalPromise<?>) source;
        }
        frames.push(new Frame(below));
        return null;
    }
}
