package pykka.api.spi;

import pykka.api.internal.util.ThreadSlot;

/** Lets a transport deliver what comes from other JVMs on a thread of its own that must not block. */
public final class RemoteDelivery {
    private static final ThreadSlot<Boolean> NEVER_WAITS = new ThreadSlot<>();

    private RemoteDelivery() {}

    /**
     * Runs code that sends messages, on this thread: a full inbox that has senders wait refuses them, as one of
     * {@link pykka.api.ActorOptions.WhenFull#REFUSE} does. May be nested. Blocks only if the code does otherwise.
     *
     * @param sends the code; what it throws is thrown here
     */
    public static void withoutWaiting(Runnable sends) {
        Boolean before = NEVER_WAITS.exchange(true);
        try {
            sends.run();
        } finally {
            NEVER_WAITS.exchange(before);
        }
    }

    /**
     * Tells whether this thread must not wait for a place in an inbox. For the kernel, which asks where it would wait.
     *
     * @return true in {@link #withoutWaiting}
     */
    public static boolean neverWaits() {
        return NEVER_WAITS.get() != null;
    }
}
