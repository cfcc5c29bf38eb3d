package pykka.tck.support;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;

/** An actor that runs the code that it is sent, answers all other messages with themselves, and counts its hooks. */
public class Scripted extends Actor {
    /** What it runs. */
    @FunctionalInterface
    public interface Code {
        @Nullable Object run() throws Exception;
    }

    private static final Code NOTHING = () -> null;

    public final AtomicInteger starts = new AtomicInteger();
    public final AtomicInteger handled = new AtomicInteger();
    public final AtomicInteger stops = new AtomicInteger();
    public final AtomicInteger failures = new AtomicInteger();
    public volatile @Nullable Throwable failure;
    private Code starting = NOTHING;
    private Code stopping = NOTHING;
    private Code failing = NOTHING;

    /** What onStart does. */
    public Scripted starting(Code code) {
        starting = code;
        return this;
    }

    /** What onStop does. */
    public Scripted stopping(Code code) {
        stopping = code;
        return this;
    }

    /** What onFailure does. */
    public Scripted failing(Code code) {
        failing = code;
        return this;
    }

    /** Tells the compiler what a lambda is. */
    public static Code code(Code code) {
        return code;
    }

    /** Throws anything, checked or not. */
    public static Object raise(Throwable failure) {
        return Scripted.<RuntimeException>asItIs(failure);
    }

    @SuppressWarnings("unchecked") // erased
    private static <X extends Throwable> Object asItIs(Throwable failure) throws X {
        throw (X) failure;
    }

    @Override
    protected void onStart() throws Exception {
        starts.incrementAndGet();
        starting.run();
    }

    @Override
    protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
        handled.incrementAndGet();
        return message instanceof Code code ? code.run() : message;
    }

    @Override
    protected void onStop() throws Exception {
        stops.incrementAndGet();
        stopping.run();
    }

    @Override
    protected void onFailure(Throwable failure) throws Exception {
        this.failure = failure;
        failures.incrementAndGet();
        failing.run();
    }
}
