package pykka.api.internal.timer;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.util.ListenerHub;

/** The envelope of a timer's message. Whether that is still to be handled is known when the actor comes to it. */
public final class TimerEnvelope extends Envelope {
    private static final long serialVersionUID = 1;

    private final transient Timer timer;
    /** When it was sent; 0 if no listener wants to know. */
    private final transient long sent = ListenerHub.timed() ? System.nanoTime() : 0;

    TimerEnvelope(@Nullable Object message, Timer timer) {
        super(message);
        this.timer = timer;
    }

    @Override
    public long waited(long until) {
        return sent == 0 ? -1 : Math.max(0, until - sent);
    }

    /** Called by the actor before it handles the message. Returns false if it is not to be handled. */
    public boolean begin() {
        return timer.begin();
    }

    /** Called by the actor after it has handled the message. */
    public void handled() {
        timer.handled();
    }

    /** Returns whether it says that no message has come. */
    public boolean isOfSilence() {
        return timer.isOfSilence();
    }

    /** Called by the actor at its end. Returns false if the timer was cancelled. */
    public boolean drop() {
        return timer.change(Timer.QUEUED, Timer.DONE);
    }
}

