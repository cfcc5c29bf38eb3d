package pykka.api.internal.promise;

import pykka.api.internal.util.AdaptiveSpin;
import pykka.api.internal.util.Properties;
import pykka.api.spi.ActorThreads;

/**
 * The look before a wait: an answer that comes within microseconds costs neither the one who waits a park nor the one who
 * answers an unpark. By as many threads at a time as wait, but not on a carrier, which the one who answers may be waiting for.
 */
final class ReplySpin {
    private static final AdaptiveSpin PATIENCE = new AdaptiveSpin();

    private ReplySpin() {}

    static boolean until(LocalPromise<?> leaf) {
        if (ActorThreads.isVirtual(Thread.currentThread()) || !Properties.bool("pykka.spin", true)) {
            return false;
        }
        int most = PATIENCE.looks();
        for (int i = 1; i <= most; i++) {
            if (leaf.settled()) {
                PATIENCE.helped();
                return true;
            }
            Thread.onSpinWait();
        }
        if (most > 0) {
            PATIENCE.failed();
        }
        return false;
    }
}
