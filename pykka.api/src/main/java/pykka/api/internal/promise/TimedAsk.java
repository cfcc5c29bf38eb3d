package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;

/** An ask that is sent while a listener wants to know how long messages are in the inbox: 48 bytes. */
public final class TimedAsk<T extends @Nullable Object> extends LocalPromise<T> {
    private static final long serialVersionUID = 1;

    private transient long sent = System.nanoTime();

    @Override
    public void stamp() {
        sent = System.nanoTime();
    }

    @Override
    public long waited(long until) {
        return Math.max(0, until - sent);
    }
}
