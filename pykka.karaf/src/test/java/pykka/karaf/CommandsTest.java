package pykka.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.api.inspect.ActorInfo.State;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;

/** The commands, typed into Karaf's shell. */
@ExtendWith(StopActors.class)
@EnabledForJreRange(max = JRE.JAVA_23) // Karaf's shell needs the Security Manager
class CommandsTest {
    private static final int SLACK = Integer.getInteger("pykka.tck.slack", 1);
    private static final Duration LIMIT = Duration.ofSeconds(10).multipliedBy(SLACK);

    private final Shell shell = new Shell();
    private final CountDownLatch sleeps = new CountDownLatch(1);
    private final CountDownLatch wakes = new CountDownLatch(1);
    private final Promise<Object> never = Promise.create();
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    private class Greeter extends Actor {
        @Override
        protected Object onReceive(Object message) {
            told.add(message);
            return null;
        }
    }

    /** Handles its first message until the end of the test, or before. */
    private class Sleeper extends Actor {
        @Override
        protected Object onReceive(Object message) throws InterruptedException {
            sleeps.countDown();
            wakes.await();
            return null;
        }
    }

    /** Waits for futures that it is told. */
    private static class Waiter extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return ((Future<?>) message).get();
        }
    }

    @AfterEach
    void close() {
        wakes.countDown();
        never.set(null);
        ActorRegistry.stopAll();
        shell.close();
    }

    private static String urn(ActorRef<?> ref) {
        return ref.actorUrn();
    }

    private static void awaitState(ActorRef<?> ref, State state) {
        Awaitility.await().atMost(LIMIT).until(() -> Inspection.actor(ref).orElseThrow().state() == state);
    }

    /** The cells of each row. */
    private List<List<String>> rows(String line) {
        return shell.type(line).stream().map(row -> List.of(row.split("\t", -1)).stream().map(String::strip).toList()).toList();
    }

    // ---- pykka:actors

    @Test
    void actorsAreATableInTheOrderOfTheStarts() {
        ActorRef<Greeter> first = Actor.start(Greeter::new);
        ActorRef<Waiter> second = Actor.start(Waiter::new);
        awaitState(first, State.IDLE);
        awaitState(second, State.IDLE);
        int length = urn(first).length();

        assertEquals(List.of(
                "URN" + " ".repeat(length - 3) + " | Class   | Runtime | Bundle | Inbox | State",
                "-".repeat(length) + "-+---------+---------+--------+-------+------",
                urn(first) + " | Greeter | pooled  |        |     0 | Idle",
                urn(second) + " | Waiter  | pooled  |        |     0 | Idle"), shell.type("pykka:actors"));
    }

    @Test
    void actorsShowTheirRuntimeWhatWaitsInTheirInboxAndWhatTheyDo() throws Exception {
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new);
        ActorRef<Waiter> waiter = Actor.start(Waiter::new);
        for (int i = 0; i < 3; i++) {
            sleeper.tell("sleep");
        }
        waiter.tell(never);
        assertTrue(sleeps.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        awaitState(waiter, State.WAITING);

        assertEquals(List.of(
                List.of(urn(sleeper), "Sleeper", "pooled", "", "2", "Running"),
                List.of(urn(waiter), "Waiter", "pooled", "", "0", "Waiting")), rows("pykka:actors --no-format"));
    }

    @Test
    void aLongInboxIsNotCountedToItsEnd() {
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new);
        for (int i = 0; i < Inspection.INBOX_LIMIT + 2; i++) {
            sleeper.tell("sleep");
        }

        assertEquals("10000+", rows("pykka:actors --no-format").get(0).get(4));
    }

    @Test
    void actorsOfOneClassAreListedByItsSimpleName() {
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);
        Actor.start(Waiter::new);
        for (String option : List.of("-c", "--class")) {
            assertEquals(List.of(urn(greeter)),
                    rows("pykka:actors --no-format " + option + " Greeter").stream().map(row -> row.get(0)).toList());
        }
    }

    @Test
    void aTableWithoutActorsSaysSo() {
        assertEquals("No actors", shell.type("pykka:actors").get(2));
        Actor.start(Greeter::new);
        assertEquals("No actors of the class Nobody", shell.type("pykka:actors -c Nobody").get(2));
    }

    // ---- pykka:tell

    @Test
    void anActorIsToldAText() throws Exception {
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);
        for (String text : List.of("'Hi there!'", "\"Hi there!\"")) {
            assertEquals(List.of(), shell.type("pykka:tell " + urn(greeter) + " " + text));
            assertEquals("Hi there!", told.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void aNumberIsATextAsWell() throws Exception {
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);
        shell.type("pykka:tell " + urn(greeter) + " 42");
        assertEquals("42", told.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    /** Casts what it gets. */
    private static class Station extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return (Integer) message + 1;
        }
    }

    @Test
    void anActorThatExpectsNoTextLivesOnAndWhatItThrowsIsShown() {
        ActorRef<Station> station = Actor.start(Station::new);

        List<String> said = shell.type("pykka:tell " + urn(station) + " boom");

        assertTrue(String.join("\n", said).startsWith(
                "Error executing command: " + station + " threw java.lang.ClassCastException: "), said::toString);
        assertTrue(said.get(said.size() - 1).endsWith(", and lives on"), said::toString);
        assertEquals(2, station.ask(1, LIMIT));
    }

    @Test
    void aTextThatIsNotHandledInTimeIsSaidToBeOnItsWay() throws Exception {
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new);
        sleeper.tell("sleep");
        assertTrue(sleeps.await(LIMIT.toSeconds(), TimeUnit.SECONDS));

        assertEquals(List.of(sleeper + " has not handled it yet"), shell.type("pykka:tell --timeout 0 " + urn(sleeper) + " Hi!"));
    }

    @Test
    void nobodyIsToldByAUrnThatNoActorHas() {
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);
        greeter.stop();
        for (String urn : List.of("urn:x", "Greeter", urn(greeter))) {
            assertEquals(List.of("Error executing command: There is no actor '" + urn + "'"),
                    shell.type("pykka:tell " + urn + " Hi!"));
        }
    }

    @Test
    void anInboxThatRefusesATextIsAnError() throws Exception {
        ActorOptions one = ActorOptions.defaults().inboxCapacity(1).whenFull(ActorOptions.WhenFull.REFUSE);
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new, one);
        sleeper.tell("sleep");
        assertTrue(sleeps.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        sleeper.tell("fill");

        List<String> said = shell.type("pykka:tell " + urn(sleeper) + " more");

        assertEquals(1, said.size());
        assertTrue(said.get(0).startsWith("Error executing command: "), said::toString);
        assertTrue(said.get(0).contains("full"), said::toString);
    }

    @Test
    void aTextMustBeOneArgument() {
        assertEquals(List.of("Error executing command pykka:tell: argument text is required"), shell.type("pykka:tell urn:x"));
        assertEquals(List.of("Error executing command pykka:tell: too many arguments specified"),
                shell.type("pykka:tell urn:x Hi there!"));
    }

    // ---- pykka:stop

    @Test
    void anActorIsStoppedByItsUrn() {
        ActorRef<Greeter> stopped = Actor.start(Greeter::new);
        ActorRef<Greeter> other = Actor.start(Greeter::new);
        assertEquals(List.of("Stopped " + stopped), shell.type("pykka:stop " + urn(stopped)));
        assertFalse(stopped.isAlive());
        assertTrue(other.isAlive());
    }

    @Test
    void theActorsOfAClassAreStoppedTheLastStartedFirst() {
        ActorRef<Greeter> first = Actor.start(Greeter::new);
        ActorRef<Waiter> other = Actor.start(Waiter::new);
        ActorRef<Greeter> second = Actor.start(Greeter::new);
        assertEquals(List.of("Stopped " + second, "Stopped " + first), shell.type("pykka:stop Greeter"));
        assertEquals(List.of(other), ActorRegistry.getAll());
    }

    @Test
    void whatHasNotStoppedInTimeIsSaid() {
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new);
        sleeper.tell("sleep");
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);

        long begin = System.nanoTime();
        List<String> said = shell.type("pykka:stop --timeout 0 Sleeper");
        long took = System.nanoTime() - begin;

        assertEquals(List.of(sleeper + " has not stopped yet"), said);
        assertTrue(took < TimeUnit.SECONDS.toNanos(4 * SLACK), () -> took + " ns");
        assertTrue(greeter.isAlive());
    }

    @Test
    void nothingIsStoppedByANameThatNobodyHas() {
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);
        for (String name : List.of("urn:x", "Nobody", CommandsTest.class.getName())) {
            assertEquals(List.of("Error executing command: There is no actor '" + name + "', and none of a class of that name"),
                    shell.type("pykka:stop " + name));
        }
        assertTrue(greeter.isAlive());
        assertEquals(List.of("Error executing command pykka:stop: argument actor is required"), shell.type("pykka:stop"));
    }

    // ---- pykka:threads, pykka:deadlocks

    @Test
    void threadsAreShownWithTheActorsThatTheyRun() throws Exception {
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new);
        sleeper.tell("sleep");
        assertTrue(sleeps.await(LIMIT.toSeconds(), TimeUnit.SECONDS));

        List<String> said = shell.type("pykka:threads");

        int actor = IntStream.range(0, said.size()).filter(i -> said.get(i).startsWith(sleeper + " on pooled: RUNNING"))
                .findFirst().orElseThrow(() -> new AssertionError(said));
        assertTrue(said.get(actor - 2).matches("Current state of pykka-pooled-\\d+ \\(ident: \\d+\\):"), said.get(actor - 2));
        assertEquals("1 actor, 1 RUNNING", said.get(said.size() - 2));
    }

    @Test
    void withoutDeadlocksThatIsWhatIsSaid() {
        Actor.start(Greeter::new);
        assertEquals(List.of("No deadlock"), shell.type("pykka:deadlocks"));
    }

    @Test
    void deadlockIsShownWithWhoWaitsForWhom() {
        System.setProperty("pykka.deadlock", "off");
        try {
            ActorRef<Waiter> first = Actor.start(Waiter::new);
            ActorRef<Waiter> second = Actor.start(Waiter::new);
            Future<Object> reply = second.askAsync(first.whenStopped());
            first.tell(second.whenStopped());
            awaitState(first, State.WAITING);
            awaitState(second, State.WAITING);

            List<String> said = shell.type("pykka:deadlocks");

            for (ActorRef<Waiter> each : List.of(first, second)) {
                assertTrue(said.stream().anyMatch(line -> line.contains(each.toString())), said::toString);
            }
            assertFalse(reply.isDone());
        } finally {
            System.clearProperty("pykka.deadlock");
            Inspection.actors().forEach(actor -> actor.threadId().ifPresent(CommandsTest::interrupt));
        }
    }

    private static void interrupt(long id) {
        Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getId() == id).forEach(Thread::interrupt);
    }

    // ---- the tab key

    @Test
    void urnsAreOfferedWithTheClassBesideThem() {
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);
        ActorRef<Waiter> waiter = Actor.start(Waiter::new);
        assertEquals(List.of(urn(greeter) + " (Greeter)", urn(waiter) + " (Waiter)"), shell.tab("pykka:tell "));
    }

    @Test
    void classesAreOfferedForTheFilter() {
        Actor.start(Greeter::new);
        Actor.start(Waiter::new);
        Actor.start(Waiter::new);
        assertEquals(List.of("Greeter", "Waiter"), shell.tab("pykka:actors --class "));
        assertEquals(List.of("Waiter"), shell.tab("pykka:actors -c W"));
    }

    @Test
    void urnsAndClassesAreOfferedForWhatIsStopped() {
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);
        assertEquals(List.of(urn(greeter) + " (Greeter)", "Greeter"), shell.tab("pykka:stop "));
    }
}
