package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Promise;
import pykka.api.inspect.Inspection;
import pykka.debug.Tests.Plain;
import pykka.testkit.log.Recorder;

@Timeout(180)
class FlightEventsTest {
    @TempDir
    Path directory;

    @AfterEach
    void stopAll() {
        ActorRegistry.stopAll(Tests.slack(Duration.ofSeconds(5)));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void thresholdThatIsTooLongForNanosecondsRecordsNoMessage() throws Exception {
        List<RecordedEvent> recorded = record(() -> {
            try (FlightEvents events = FlightEvents.install(Duration.ofSeconds(Long.MAX_VALUE))) {
                assertTrue(events.isInstalled());
                ActorRef<Plain> ref = Tests.start("threading");
                ref.ask("asked");
                ref.stop();
            }
        });
        assertTrue(recorded.stream().noneMatch(event -> event.getEventType().getName().equals("pykka.MessageHandled")));
    }

    @FunctionalInterface
    interface Code {
        void run() throws Exception;
    }

    /** What a recording has of our events. */
    private List<RecordedEvent> record(Code code) throws Exception {
        Path file = Files.createTempFile(directory, "recording", ".jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            code.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream().filter(event -> event.getEventType().getName().startsWith("pykka.")).toList();
    }

    private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream().filter(event -> event.getEventType().getName().equals("pykka." + name)).toList();
    }

    private static RecordedEvent the(String name, List<RecordedEvent> events) {
        assertEquals(1, named(name, events).size(), () -> name + " in " + events);
        return named(name, events).get(0);
    }

    @Test
    void startStopAndFailureOfAnActorAreRecorded() throws Exception {
        String[] urns = new String[2];
        List<RecordedEvent> events;
        try (FlightEvents installed = FlightEvents.install(Duration.ofHours(1))) {
            assertTrue(installed.isInstalled());
            events = record(() -> {
                ActorRef<Plain> stops = Tests.start("threading");
                ActorRef<Plain> fails = Tests.start("threading");
                urns[0] = stops.actorUrn();
                urns[1] = fails.actorUrn();
                fails.defer(actor -> {
                    throw new IllegalStateException("secret");
                });
                stops.stop();
                fails.whenStopped().get();
            });
        }
        assertEquals(2, named("ActorStarted", events).size());
        assertEquals(urns[0], the("ActorStopped", events).getString("actor"));
        assertEquals("Plain", the("ActorStopped", events).getString("actorClass"));
        assertEquals("STOPPED", the("ActorStopped", events).getString("reason"));
        assertEquals(urns[1], the("ActorFailed", events).getString("actor"));
        assertEquals("java.lang.IllegalStateException", the("ActorFailed", events).getString("failure"));
        assertEquals(List.of(), named("MessageHandled", events));
        assertFalse(events.toString().contains("secret"));
    }

    @Test
    void messageThatTakesLongIsRecordedWithTheLengthOfTheInbox() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<RecordedEvent> events;
        Duration threshold = Duration.ofMillis(50);
        try (FlightEvents installed = FlightEvents.install(threshold)) {
            events = record(() -> {
                ActorRef<Plain> ref = Tests.start("threading");
                ref.defer(actor -> {
                    begun.countDown();
                    long begin = System.nanoTime();
                    Tests.await("it takes long, and two messages wait", () -> System.nanoTime() - begin > threshold.toNanos()
                            && Inspection.actor(ref).orElseThrow().inboxLength() == 2);
                });
                begun.await();
                ref.tell("quick");
                ref.ask("quick");
                ref.stop();
            });
            assertTrue(installed.isInstalled());
        }
        RecordedEvent handled = named("MessageHandled", events).get(0);
        assertEquals("pykka.debug.FlightEventsTest$$Lambda", handled.getString("message"));
        assertEquals(2, handled.getInt("inboxLength"));
        assertTrue(handled.getDuration("handledFor").compareTo(threshold) >= 0, handled::toString);
        named("MessageHandled", events).forEach(
                event -> assertTrue(event.getDuration("handledFor").compareTo(threshold) >= 0, event::toString));
    }

    @Test
    void waitThatTimesOutAndADeadlockAreRecorded() throws Exception {
        List<RecordedEvent> events;
        String[] names = new String[2];
        try (FlightEvents installed = FlightEvents.install(Duration.ofHours(1))) {
            events = record(() -> {
                Promise<Object> over = Promise.create();
                ActorRef<Plain> asker = Tests.start("threading");
                ActorRef<Plain> asked = Tests.start("threading");
                names[0] = asker.toString();
                names[1] = asked.toString();
                asked.defer(actor -> over.get());
                assertThrows(ActorTimeoutException.class,
                        asker.run(actor -> asked.ask("Hi?", Duration.ofMillis(100)))::get);
                over.set("over");
                assertThrows(ActorDeadlockException.class,
                        asker.run(actor -> asked.run(other -> asker.ask("deadlock")).get())::get);
            });
            assertTrue(installed.isInstalled());
        }
        RecordedEvent timedOut = the("WaitTimedOut", events);
        assertEquals(names[0], timedOut.getString("who"));
        assertEquals(names[1], timedOut.getString("waitedFor"));
        // the limit begins when the ask is sent, and the wait only after that
        assertTrue(timedOut.getDuration("waited").toMillis() >= 50, timedOut::toString);
        assertTrue(the("Deadlock", events).getString("report").startsWith("Deadlock: "), events::toString);
    }

    /** Whether the kernel tells anybody what happens: a listener of one's own is the last one then. */
    @Test
    void nobodyListensWhileNoRecordingRuns() throws Exception {
        assertFalse(isHeard());
        try (FlightEvents installed = FlightEvents.install(Duration.ZERO)) {
            assertFalse(isHeard());
            record(() -> assertTrue(isHeard()));
            assertFalse(isHeard());
            assertTrue(installed.isInstalled());
            try (Recording other = new Recording()) {
                List.of("ActorStarted", "ActorStopped", "ActorFailed", "MessageHandled", "WaitTimedOut", "Deadlock")
                        .forEach(name -> other.disable("pykka." + name));
                other.start();
                assertFalse(isHeard());
            }
        }
        record(() -> assertFalse(isHeard()));
    }

    /** Of the messages that an actor handles, each is timed if anybody listens: the event of one says so. */
    private static boolean isHeard() throws Exception {
        Class<?> listeners = Class.forName("pykka.api.internal.util.ListenerHub");
        Method any = listeners.getDeclaredMethod("any");
        any.setAccessible(true);
        return (boolean) any.invoke(null);
    }

    @Test
    void eventsAreRegisteredAsLongAsTheyAreInstalled() {
        Predicate<String> known = name -> FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .anyMatch(type -> type.getName().equals(name));
        assertFalse(known.test("pykka.Deadlock"));
        FlightEvents installed = FlightEvents.install(Duration.ZERO);
        assertTrue(known.test("pykka.Deadlock"));
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> FlightEvents.install(Duration.ZERO));
        assertEquals("The events are installed already: close what FlightEvents.install returned first", e.getMessage());
        assertTrue(known.test("pykka.Deadlock"));
        installed.close();
        installed.close();
        assertFalse(installed.isInstalled());
        assertFalse(known.test("pykka.Deadlock"));
    }

    static class Main {
        public static void main(String[] args) {
            Recorder.listen(record -> System.out.println(record.level() + " " + record.message()));
            try (FlightEvents installed = FlightEvents.install(Duration.ZERO)) {
                System.out.println("installed: " + installed.isInstalled());
                System.out.println(Actor.start(Plain::new, ActorOptions.defaults().daemon(true)).ask("works"));
            }
        }
    }

    @Test
    void withoutTheModuleOfTheRecorderTheWarningNamesTheRemedy() throws Exception {
        assertEquals(List.of("WARN No events of actors are recorded: this JVM has no jdk.jfr. Start it with --add-modules jdk.jfr",
                "installed: false", "works"), Jvm.run(List.of("--limit-modules", "java.management"), Main.class).lines());
    }
}
