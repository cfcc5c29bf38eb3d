package pykka.api.internal.promise;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Envelope;

/** The listeners of a promise: a lock-free stack, from which those that gave up are unlinked. */
abstract class ListenerStack extends Envelope {
    private static final long serialVersionUID = 1;

    private transient volatile @Nullable CompletionListener newest;

    /** Holds the statics, because a promise must not have a static initializer: see {@link Envelope}. */
    private static final class Handle {
        static final AtomicReferenceFieldUpdater<ListenerStack, @Nullable CompletionListener> NEWEST =
                AtomicReferenceFieldUpdater.newUpdater(ListenerStack.class, CompletionListener.class, "newest");

        private Handle() {}
    }

    ListenerStack() {
        super(null);
    }

    /** The newest listener, linked to the others; null if there is none. */
    final @Nullable CompletionListener newest() {
        return newest;
    }

    /** Takes all listeners off the stack. */
    final @Nullable CompletionListener takeAll() {
        return newest == null ? null : Handle.NEWEST.getAndSet(this, null);
    }

    final boolean hasOthersThan(@Nullable CompletionListener mine) {
        for (CompletionListener listener = newest; listener != null; listener = listener.next) {
            if (listener.live && listener != mine) {
                return true;
            }
        }
        return false;
    }

    public final void push(CompletionListener listener) {
        CompletionListener top;
        do {
            top = newest;
            listener.next = top;
            listener.depth = top == null ? 1 : top.depth + 1;
            listener.dead = top == null ? 0 : top.dead;
        } while (!Handle.NEWEST.compareAndSet(this, top, listener));
    }

    /**
     * Forgets a listener that gave up: at once if it is among the newest, so that a promise that is polled for ever does not
     * grow; otherwise when half of all listeners have given up, so that n of them giving up one by one do not cost n * n steps.
     */
    public final void unlink(CompletionListener gone) {
        gone.live = false;
        gone.drop();
        CompletionListener top = newest;
        if (top != null) {
            int dead = ++top.dead;
            sweep(top.depth, dead, 2 * dead >= top.depth ? Integer.MAX_VALUE : CompletionListener.NEWEST);
        }
    }

    /**
     * Unlinks those of the newest listeners that gave up. If another thread unlinks a neighbour concurrently, a dead listener may
     * stay until the next sweep. A live one is never lost, because links are changed only to bypass dead ones.
     */
    private void sweep(int depth, int dead, int most) {
        int removed = 0;
        int left = 0;
        CompletionListener before = null;
        CompletionListener listener = newest;
        for (int i = 0; listener != null && i < most; i++) {
            CompletionListener next = listener.next;
            if (listener.live) {
                before = listener;
                left++;
            } else if (before == null && !Handle.NEWEST.compareAndSet(this, listener, next)) {
                next = newest; // a listener was pushed, or the promise is completed
            } else {
                removed++;
                if (before != null) {
                    before.next = next;
                }
            }
            listener = next;
        }
        CompletionListener top = newest;
        if (top != null) {
            top.depth = listener == null ? left : Math.max(1, depth - removed);
            top.dead = listener == null ? 0 : Math.max(0, dead - removed);
        }
    }
}
