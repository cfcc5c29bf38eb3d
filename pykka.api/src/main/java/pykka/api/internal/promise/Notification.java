package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Retries;

/**
 * Calls the listeners of a completed promise: first those that run no user code, then the others. No error of one of them keeps
 * the following ones from being called, or reaches the completer.
 */
public final class Notification {
    private Notification() {}

    /**
     * Calls all listeners that run no user code. If there are others, returns the whole stack, for {@link #callForeign} or
     * {@link #callForeignApart}; otherwise null.
     */
    static @Nullable CompletionListener callOwn(@Nullable CompletionListener all) {
        boolean foreign = false;
        for (CompletionListener listener = all; listener != null; listener = listener.next) {
            if (listener.isForeign()) {
                foreign = true;
            } else if (listener.live) {
                call(listener);
            }
        }
        return foreign ? all : null;
    }

    /**
     * Calls the listeners that may run user code: those of CompletableFutures and executors. They are called last, so that they
     * do not delay a waiting thread. Nor do they delay each other: the oldest one runs on this thread, the others on other
     * threads.
     */
    public static void callForeign(@Nullable CompletionListener all) {
        for (CompletionListener listener = all; listener != null; listener = listener.next) {
            if (listener.live && listener.isForeign() && listener.isQuick()) {
                call(listener);
            }
        }
        CompletionListener oldest = null;
        for (CompletionListener listener = all, next; listener != null; listener = next) {
            next = listener.next;
            listener.next = null; // what it completes may keep the listener reachable
            if (listener.live && listener.isForeign() && !listener.isOver()) {
                if (oldest != null) {
                    callApart(oldest);
                }
                oldest = listener;
            }
        }
        if (oldest != null) {
            call(oldest);
        }
    }

    /** As {@link #callForeign}, but all user code runs on other threads, so that it does not delay this one. */
    static void callForeignApart(@Nullable CompletionListener all) {
        for (CompletionListener listener = all, next; listener != null; listener = next) {
            next = listener.next;
            listener.next = null;
            if (listener.live && listener.isForeign()) {
                callApart(listener);
            }
        }
    }

    private static void callApart(CompletionListener listener) {
        try {
            if (listener.isQuick()) {
                listener.onCompletion(); // needs no other thread
            } else {
                listener.onCompletionApart();
            }
        } catch (Throwable e) {
            Retries.add(listener);
        }
    }

    public static void call(CompletionListener listener) {
        try {
            listener.onCompletion();
        } catch (RuntimeException ignored) {
            // for example from a scheduler that was shut down under its own threads: the others are called nevertheless
        } catch (Throwable e) {
            Retries.add(listener); // no memory or stack: the promise is completed, so the error does not concern the completer
        }
    }
}
