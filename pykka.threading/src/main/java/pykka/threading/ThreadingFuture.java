package pykka.threading;

import org.jspecify.annotations.Nullable;
import pykka.api.spi.ReplyFuture;

/**
 * The future of an ask on the runtime {@code threading}. While others wait for it without a limit it names the thread that will
 * reply, so that with the property {@code pykka.deadlock} set to {@code warn} or {@code off} the JVM's own tools
 * ({@code jcmd <pid> Thread.print}, ThreadMXBean) report actors that wait for each other as a deadlock. The original's
 * {@code ThreadingFuture}.
 *
 * @param <T> the type of the value, which may be null
 */
public final class ThreadingFuture<T extends @Nullable Object> extends ReplyFuture<T> {
    private static final long serialVersionUID = 1;

    /** Makes a future that nobody has completed yet. */
    public ThreadingFuture() {}
}
