package pykka.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Promise;

class ActorMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private ActorMetrics metrics = new ActorMetrics();

    @AfterEach
    void close() {
        ActorRegistry.stopAll(Duration.ofSeconds(5));
        metrics.close();
        registry.close();
    }

    private static class Greeter extends Actor {
        @Override
        protected Object onReceive(Object message) {
            if (message instanceof RuntimeException failure) {
                throw failure;
            }
            return message;
        }
    }

    private ActorRef<Greeter> start() {
        metrics.bindTo(registry);
        return Actor.start(Greeter::new);
    }

    private double count(String name, String... tags) {
        Counter counter = registry.find(name).tag("actor", "Greeter").tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    private Timer handled(String exception) {
        return registry.get("pykka.messages.handled").tags("actor", "Greeter", "exception", exception).timer();
    }

    /** Holds an actor until the latch is open. */
    private static void hold(ActorRef<?> ref, CountDownLatch free) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        ref.defer(actor -> {
            held.countDown();
            free.await();
        });
        held.await();
    }

    @Test
    void startsAndEndsAreCountedByReason() {
        ActorRef<Greeter> ref = start();
        ref.ask("m");
        assertEquals(1, count("pykka.actors.started"));
        assertEquals(1, registry.get("pykka.actors.live").gauge().value());
        ref.stop();
        assertEquals(1, count("pykka.actors.ended", "reason", "stopped"));
        assertEquals(0, registry.get("pykka.actors.live").gauge().value());
        ActorRef<Greeter> other = Actor.start(Greeter::new);
        other.tell(new IllegalStateException("as it is meant to"));
        other.whenStopped().get();
        assertEquals(1, count("pykka.actors.ended", "reason", "failed"));
        assertEquals(2, count("pykka.actors.started"));
    }

    @Test
    void handledMessagesAreTimedByWhatTheyThrew() {
        ActorRef<Greeter> ref = start();
        ref.ask("m");
        ref.ask("m");
        assertThrows(IllegalStateException.class, () -> ref.ask(new IllegalStateException()));
        assertEquals(2, handled("none").count());
        assertTrue(handled("none").totalTime(TimeUnit.NANOSECONDS) > 0);
        assertEquals(1, handled("IllegalStateException").count());
    }

    @Test
    void waitingMessagesAreCountedWhenTheGaugeIsRead() throws Exception {
        ActorRef<Greeter> ref = start();
        CountDownLatch free = new CountDownLatch(1);
        hold(ref, free);
        ref.tell("m");
        ref.tell("m");
        assertEquals(2, registry.get("pykka.messages.waiting").gauge().value());
        free.countDown();
    }

    @Test
    void timeInTheInboxIsMeasuredIfItIsWanted() throws Exception {
        start().ask("m");
        assertEquals(Set.of(), registry.find("pykka.messages.waited").timers().stream().collect(Collectors.toSet()));
        metrics.close();
        registry.clear();
        metrics = ActorMetrics.withInboxTime();
        ActorRef<Greeter> ref = start();
        ref.ask("m");
        assertEquals(1, registry.get("pykka.messages.waited").tag("actor", "Greeter").timer().count());
    }

    @Test
    void deadMessagesAreCountedByCause() throws Exception {
        metrics.bindTo(registry);
        ActorRef<Greeter> ref = Actor.start(Greeter::new,
                ActorOptions.defaults().inboxCapacity(1).whenFull(ActorOptions.WhenFull.REFUSE));
        CountDownLatch free = new CountDownLatch(1);
        hold(ref, free);
        ref.tell("m");
        assertThrows(ActorInboxFullException.class, () -> ref.tell("m"));
        assertEquals(1, count("pykka.messages.dead", "cause", "inbox_full"));
        ref.stopNow();
        free.countDown();
        ref.whenStopped().get();
        assertEquals(1, count("pykka.messages.dead", "cause", "dropped"));
        assertThrows(ActorDeadException.class, () -> ref.tell("m"));
        assertEquals(1, count("pykka.messages.dead", "cause", "dead"));
    }

    @Test
    void waitsThatComeToNothingAreTimed() {
        metrics.bindTo(registry);
        assertThrows(ActorTimeoutException.class, () -> Promise.create().get(Duration.ofMillis(2)));
        Timer timer = registry.get("pykka.waits.timedout").timer();
        assertEquals(1, timer.count());
        assertTrue(timer.totalTime(TimeUnit.MILLISECONDS) >= 1);
    }

    @Test
    void noTagNamesASingleActor() {
        ActorRef<Greeter> ref = start();
        ref.ask("m");
        ref.stop();
        assertEquals(Set.of("actor", "exception", "reason"), registry.getMeters().stream().map(Meter::getId)
                .flatMap(id -> id.getTags().stream()).map(tag -> tag.getKey()).collect(Collectors.toSet()));
        assertEquals(Set.of("Greeter", "none", "stopped"), registry.getMeters().stream().map(Meter::getId)
                .flatMap(id -> id.getTags().stream()).map(tag -> tag.getValue()).collect(Collectors.toSet()));
    }

    @Test
    void nothingIsCountedAfterTheClose() {
        ActorRef<Greeter> ref = start();
        ref.ask("m");
        metrics.close();
        ref.ask("m");
        assertEquals(1, handled("none").count());
    }

    @Test
    void itIsAModule() {
        assertEquals("pykka.micrometer", ActorMetrics.class.getModule().getName());
    }
}
