package pykka.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import pykka.api.spi.ContextCarrier.Carried;
import pykka.api.spi.ContextCarrier.HandledMessage;
import pykka.api.spi.ContextCarrier.Scope;

/** The context of an ask: a span in it is current while the ask is handled. */
record AskSpan(Context context, Tracer tracer) implements Carried {
    @Override
    public Scope open() {
        return OpenTelemetryCarrier.open(context);
    }

    @Override
    public Scope open(HandledMessage message) {
        Class<?> actor = message.actor().actorClass();
        Span span = tracer.spanBuilder("ask " + actor.getSimpleName())
                .setParent(context)
                .setAttribute("pykka.actor.class", actor.getName())
                .setAttribute("pykka.message.class", message.messageClass())
                .startSpan();
        Scope scope = OpenTelemetryCarrier.open(context.with(span));
        return failure -> {
            scope.close(failure);
            if (failure != null) {
                span.setStatus(StatusCode.ERROR).recordException(failure);
            }
            span.end();
        };
    }
}
