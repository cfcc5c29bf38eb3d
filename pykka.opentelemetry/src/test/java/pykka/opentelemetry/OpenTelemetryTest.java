package pykka.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Registration;
import pykka.api.spi.ContextCarrier;
import pykka.api.spi.ContextCarriers;

/** With the SDK, on the module path: the carrier is found, not added. */
@SuppressWarnings("try") // some resources are only closed
class OpenTelemetryTest {
    private static final ContextKey<String> KEY = ContextKey.named("key");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build()).build();
    private final Tracer tracer = telemetry.getTracer("test");
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void closeTheSdk() {
        ActorRegistry.stopAll(Duration.ofSeconds(5));
        telemetry.close();
    }

    private static class Greeter extends Actor {
        @Override
        @SuppressWarnings("unchecked") // the tests send no other
        protected Object onReceive(Object message) {
            return message instanceof Function<?, ?> code ? ((Function<Object, Object>) code).apply(this) : message;
        }
    }

    private static Function<Object, Object> code(Function<Object, Object> code) {
        return code;
    }

    private static void with(String value, Runnable code) {
        try (Scope scope = Context.current().with(KEY, value).makeCurrent()) {
            code.run();
        }
    }

    private Object next() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void itIsAModule() {
        assertEquals("pykka.opentelemetry", AskSpans.class.getModule().getName());
        assertTrue(Actor.class.getModule().isNamed());
        assertTrue(AskSpans.class.getModule().getDescriptor().provides().stream()
                .anyMatch(provided -> provided.service().equals(ContextCarrier.class.getName())));
    }

    @Test
    void contextOfTheSenderIsCurrentInTheHandler() throws Exception {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        with("asked", () -> assertEquals("asked", ref.ask(code(actor -> Context.current().get(KEY)))));
        with("told", () -> ref.tell(code(actor -> seen.add(Context.current().get(KEY)))));
        assertEquals("told", next());
        with("later", () -> ref.tellAfter(Duration.ofMillis(1), code(actor -> seen.add(Context.current().get(KEY)))));
        assertEquals("later", next());
        assertSame(Context.root(), ref.ask(code(actor -> Context.current())));
    }

    @Test
    void spanOfTheSenderIsCurrentInTheHandler() {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        Span mine = tracer.spanBuilder("mine").startSpan();
        try (Scope scope = mine.makeCurrent()) {
            assertSame(mine, ref.ask(code(actor -> Span.current())));
        } finally {
            mine.end();
        }
        assertEquals(List.of("mine"), spans.getFinishedSpanItems().stream().map(SpanData::getName).toList());
    }

    @Test
    void askHasOneSpanThoughTheCarrierWasAddedToo() {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        try (Registration added = ContextCarriers.add(new OpenTelemetryCarrier()); Registration recording = AskSpans.record(telemetry)) {
            assertEquals("Hi", ref.ask("Hi"));
        }
        assertEquals(1, spans.getFinishedSpanItems().size());
    }

    @Test
    void eachHandledAskHasASpanBelowTheAskers() {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        Span mine = tracer.spanBuilder("mine").startSpan();
        try (Registration recording = AskSpans.record(telemetry); Scope scope = mine.makeCurrent()) {
            assertEquals("Hi", ref.ask("Hi"));
        } finally {
            mine.end();
        }
        SpanData span = spans.getFinishedSpanItems().get(0);
        assertEquals("ask Greeter", span.getName());
        assertEquals(mine.getSpanContext().getSpanId(), span.getParentSpanId());
        assertEquals(mine.getSpanContext().getTraceId(), span.getTraceId());
        assertEquals(Greeter.class.getName(), span.getAttributes().get(AttributeKey.stringKey("pykka.actor.class")));
        assertEquals("java.lang.String", span.getAttributes().get(AttributeKey.stringKey("pykka.message.class")));
        assertEquals("pykka", span.getInstrumentationScopeInfo().getName());
        assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
    }

    @Test
    void askWithoutASpanBeginsATrace() {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        try (Registration recording = AskSpans.record(telemetry)) {
            Object inside = ref.ask(code(actor -> Span.current().getSpanContext().getSpanId()));
            SpanData span = spans.getFinishedSpanItems().get(0);
            assertFalse(span.getParentSpanContext().isValid());
            assertEquals(span.getSpanId(), inside);
        }
    }

    @Test
    void anEarlierRegistrationDoesNotEndALaterOneOfTheSameTracer() {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        Registration earlier = AskSpans.record(telemetry);
        try (Registration later = AskSpans.record(telemetry)) {
            earlier.close();
            ref.ask("Hi");
        }
        ref.ask("Hi");
        assertEquals(1, spans.getFinishedSpanItems().size());
    }

    @Test
    void asksOfAHandlerAreBelowItsSpan() {
        ActorRef<Greeter> last = Actor.start(Greeter::new);
        ActorRef<Greeter> first = Actor.start(Greeter::new);
        try (Registration recording = AskSpans.record(telemetry)) {
            first.ask(code(actor -> last.ask("Hi")));
        }
        List<SpanData> all = spans.getFinishedSpanItems();
        assertEquals(all.get(1).getSpanId(), all.get(0).getParentSpanId());
    }

    @Test
    void failureIsRecorded() {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        try (Registration recording = AskSpans.record(telemetry)) {
            assertThrows(IllegalStateException.class, () -> ref.run(actor -> {
                throw new IllegalStateException("broken");
            }).get());
        }
        SpanData span = spans.getFinishedSpanItems().get(0);
        assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        EventData event = span.getEvents().get(0);
        assertEquals("exception", event.getName());
        assertEquals("broken", event.getAttributes().get(AttributeKey.stringKey("exception.message")));
    }

    @Test
    void noSpanIsMadeUnlessItIsWanted() {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        AskSpans.record(telemetry).close();
        ref.ask("Hi");
        try (Registration recording = AskSpans.record(telemetry)) {
            ref.tell("Hi");
        }
        ref.ask("Hi");
        assertEquals(List.of(), spans.getFinishedSpanItems());
    }

    @Test
    void lastOneThatWantsSpansGetsThem() {
        ActorRef<Greeter> ref = Actor.start(Greeter::new);
        Registration first = AskSpans.record(OpenTelemetrySdk.builder().build());
        try (Registration last = AskSpans.record(telemetry)) {
            first.close();
            ref.ask("Hi");
        }
        assertEquals(1, spans.getFinishedSpanItems().size());
    }
}
