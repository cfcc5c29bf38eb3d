package pykka.testkit.schedule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What threads have done that are not part of a schedule. For any thread. */
final class Outsiders {
    /** The thread of the test. */
    private final Thread home = Thread.currentThread();
    private volatile @Nullable String reason;

    /** Notes what a thread has done, unless it is that of the test. */
    void note(Thread thread, String what, @Nullable Object toWhom) {
        if (thread != home && reason == null) {
            reason = "the thread " + thread.getName() + " " + what + (toWhom == null ? "" : " " + toWhom);
        }
    }

    /** Returns why another run may have another order. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
