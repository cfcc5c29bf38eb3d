package pykka.api.internal.util;

import java.util.concurrent.TimeUnit;

/**
 * Lets other threads run, where this one waits a moment for one of them. Never throws, as {@link Thread#yield} does on a virtual
 * thread: to put its stack aside, the JDK needs heap, and on the stack as much again, so that it must not be much more than a
 * third full.
 */
public final class GiveWay {
    private GiveWay() {}

    public static void now() {
        try {
            Thread.yield();
        } catch (VirtualMachineError e) {
            holdCarrier();
        }
    }

    /** Waits in the one way that may hold the carrier: others run on the JDK's other carriers, of which it adds one if need be. */
    private static void holdCarrier() {
        synchronized (GiveWay.class) {
            try {
                TimeUnit.MILLISECONDS.timedWait(GiveWay.class, 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
