package user.bundle.tracer;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Registration;
import pykka.opentelemetry.AskSpans;

/**
 * Asks an actor in a span of its own. Tells the names of all spans, and whether they are of one trace, and of that of the
 * handler.
 */
@SuppressWarnings("try") // some resources are only closed
public final class Activator implements BundleActivator, Supplier<List<?>> {
    /** Answers with the trace that is current. */
    static final class Traced extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return Span.current().getSpanContext().getTraceId();
        }
    }

    /** Keeps the spans. That of the SDK's own tests is in a bundle that needs AssertJ. */
    private static final class Exporter implements SpanExporter {
        final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Override
    public void start(BundleContext context) {
        context.registerService(Supplier.class, this, null);
    }

    @Override
    public List<?> get() {
        Exporter exporter = new Exporter();
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder().setTracerProvider(
                SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build()).build();
        ActorRef<Traced> ref = Actor.start(Traced::new);
        Span mine = telemetry.getTracer("user").spanBuilder("mine").startSpan();
        Object trace;
        try (Registration recording = AskSpans.record(telemetry); Scope scope = mine.makeCurrent()) {
            trace = ref.ask("m");
        } finally {
            mine.end();
            telemetry.close();
        }
        return List.of(exporter.spans.stream().map(SpanData::getName).toList(),
                exporter.spans.stream().allMatch(span -> span.getTraceId().equals(trace)));
    }

    @Override
    public void stop(BundleContext context) {}
}
