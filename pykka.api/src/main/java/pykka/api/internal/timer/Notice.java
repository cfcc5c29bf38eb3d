package pykka.api.internal.timer;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Something that the timer thread has to look at: a link of the stack of {@link TimerQueue}, so that no notice allocates. A
 * thread that changes something writes the change first, then notes it; the timer thread takes the notice back first, then
 * looks: so a change is seen also if its notice was on the stack already.
 */
abstract class Notice {
    private static final AtomicIntegerFieldUpdater<Notice> NOTED = AtomicIntegerFieldUpdater.newUpdater(Notice.class, "noted");

    /** Belongs to the thread that has noted this, until the timer thread takes it. */
    @Nullable Notice link;
    private volatile int noted;

    /** Returns whether the caller has to put this into the stack. */
    final boolean note() {
        return noted == 0 && NOTED.compareAndSet(this, 0, 1);
    }

    final void taken() {
        link = null;
        noted = 0;
    }

    /** For the timer thread. */
    abstract void look(TimerQueue queue);
}
