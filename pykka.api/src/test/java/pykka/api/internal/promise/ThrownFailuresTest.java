package pykka.api.internal.promise;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import pykka.api.ActorTimeoutException;
import pykka.api.Futures;

class ThrownFailuresTest {
    /** All of them are equal. */
    private static final class Equal extends InterruptedException {
        private static final long serialVersionUID = 1;

        @Override
        public boolean equals(Object other) {
            return other instanceof Equal;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static <T extends Throwable> T read(T failure) {
        assertThrows(Throwable.class, Futures.failed(failure)::get);
        return failure;
    }

    @Test
    void theyAreTheInterruptsAndTimeOutsThatFuturesHaveThrown() {
        assertTrue(ThrownFailures.contain(read(new InterruptedException())));
        assertTrue(ThrownFailures.contain(read(new ActorTimeoutException("a failure"))));
        assertFalse(ThrownFailures.contain(read(new IllegalStateException())), "nothing asks for others");
        assertFalse(ThrownFailures.contain(new InterruptedException()));
    }

    @Test
    void anotherOneThatIsEqualIsNoResult() {
        Equal failure = read(new Equal());
        assertTrue(ThrownFailures.contain(failure));
        assertFalse(ThrownFailures.contain(new Equal()));
    }

    @Test
    void theyAreNotHeldInMemory() {
        WeakReference<Throwable> gone = new WeakReference<>(read(new InterruptedException()));
        await().until(() -> {
            System.gc();
            return gone.get() == null;
        });
    }
}
