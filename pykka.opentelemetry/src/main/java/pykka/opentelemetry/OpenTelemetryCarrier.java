package pykka.opentelemetry;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ContextCarrier;

/** Carries the current {@link Context}. Found by {@link java.util.ServiceLoader}. */
public final class OpenTelemetryCarrier implements ContextCarrier {
    /** For ServiceLoader. */
    public OpenTelemetryCarrier() {}

    @Override
    public @Nullable Carried capture(boolean ask) {
        Context context = Context.current();
        Tracer tracer = ask ? AskSpans.tracer() : null;
        if (tracer != null) {
            return new AskSpan(context, tracer);
        }
        return context == Context.root() ? null : () -> open(context);
    }

    static Scope open(Context context) {
        io.opentelemetry.context.Scope scope = context.makeCurrent();
        return failure -> scope.close();
    }
}
