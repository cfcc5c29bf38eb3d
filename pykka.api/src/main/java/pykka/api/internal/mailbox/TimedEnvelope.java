package pykka.api.internal.mailbox;

import org.jspecify.annotations.Nullable;

/** The envelope of a told message while a listener wants to know how long messages are in the inbox: 32 bytes. */
public final class TimedEnvelope extends Envelope {
    private static final long serialVersionUID = 1;

    private transient long sent = System.nanoTime();

    public TimedEnvelope(@Nullable Object message) {
        super(message);
    }

    @Override
    public void stamp() {
        sent = System.nanoTime();
    }

    @Override
    public long waited(long until) {
        return Math.max(0, until - sent);
    }
}
