package pykka.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;

/**
 * A span for each ask that is handled: of {@code ask}, {@code askAsync}, {@code call}, {@code run}, and of proxies' methods with
 * a result. It is a child of the asker's current span, begins when the actor begins with the message, and ends with its handler.
 * Its name is {@code ask} and the simple name of the actor's class; the attributes {@code pykka.actor.class} and {@code
 * pykka.message.class} name classes. What the handler throws is recorded as an exception, with the status {@code ERROR}. No span
 * is made unless this is told to.
 */
public final class AskSpans {
    private static final String SCOPE = "pykka";
    private static final AtomicReference<@Nullable Recording> LAST = new AtomicReference<>();

    private AskSpans() {}

    /** One for each call: the tracer may be the same. */
    private static final class Recording implements Registration {
        final Tracer tracer;

        Recording(Tracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public void close() {
            LAST.compareAndSet(this, null);
        }
    }

    /**
     * Makes spans of the asks that are sent from now on. Of several calls the last one counts. May be called by any thread; does
     * not block.
     *
     * @param telemetry makes the tracer, of the instrumentation scope {@code pykka}
     * @return ends it, unless a later call has taken its place
     */
    public static Registration record(OpenTelemetry telemetry) {
        Recording recording = new Recording(telemetry.getTracer(SCOPE));
        LAST.set(recording);
        return recording;
    }

    static @Nullable Tracer tracer() {
        Recording last = LAST.get();
        return last == null ? null : last.tracer;
    }
}
