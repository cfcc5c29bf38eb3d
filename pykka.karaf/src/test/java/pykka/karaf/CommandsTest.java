package pykka.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.ActorInfo.State;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;

/** The commands, typed into Karaf's shell. */
@ExtendWith(StopActors.class)
@Timeout(60)
class CommandsTest {
    private final Shell shell = new Shell();

    /** Remembers what it was told. */
    static class Greeter extends Actor {
        final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

        @Override
        protected Object onReceive(Object message) {
            told.add(message);
            return null;
        }
    }

    /** Handles its first message until it is let go. */
    static class Sleeper extends Actor {
        final CountDownLatch handles = new CountDownLatch(1);
        final CountDownLatch wakes = new CountDownLatch(1);

        @Override
        protected Object onReceive(Object message) throws InterruptedException {
            handles.countDown();
            wakes.await();
            return null;
        }
    }

    /** Waits for futures that it is told. */
    static class Waiter extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return ((Future<?>) message).get();
        }
    }

    @AfterEach
    void close() {
        shell.close();
        ActorRegistry.stopAll();
    }

    private static String urn(ActorRef<?> ref) {
        return ref.actorUrn();
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
        int length = urn(first).length();

        assertEquals(List.of(
                "URN" + " ".repeat(length - 3) + " | Class   | Runtime   | Bundle | Inbox | State",
                "-".repeat(length) + "-+---------+-----------+--------+-------+------",
                urn(first) + " | Greeter | threading |        |     0 | Idle",
                urn(second) + " | Waiter  | threading |        |     0 | Idle"), shell.type("pykka:actors"));
    }

    @Test
    void actorsShowTheirRuntimeWhatWaitsInTheirInboxAndWhatTheyDo() throws Exception {
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new);
        CountDownLatch wakes = sleeper.call(s -> s.wakes).get();
        CountDownLatch handles = sleeper.call(s -> s.handles).get();
        Future<Object> never = Future.create();
        ActorRef<Waiter> waiter = Actor.start(Waiter::new);
        for (int i = 0; i < 3; i++) {
            sleeper.tell("sleep");
        }
        waiter.tell(never);
        assertTrue(handles.await(10, TimeUnit.SECONDS));
        Awaitility.await().until(() -> Inspection.actor(waiter).orElseThrow().state() == State.WAITING);

        List<List<String>> rows = rows("pykka:actors --no-format");
        never.set(null);
        wakes.countDown();

        assertEquals(List.of(
                List.of(urn(sleeper), "Sleeper", "threading", "", "2", "Running"),
                List.of(urn(waiter), "Waiter", "threading", "", "0", "Waiting")), rows);
    }

    @Test
    void aLongInboxIsNotCountedToItsEnd() throws Exception {
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new);
        CountDownLatch wakes = sleeper.call(s -> s.wakes).get();
        for (int i = 0; i < Inspection.INBOX_LIMIT + 2; i++) {
            sleeper.tell("sleep");
        }

        List<List<String>> rows = rows("pykka:actors --no-format");
        wakes.countDown();

        assertEquals("10000+", rows.get(0).get(4));
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
        BlockingQueue<Object> told = greeter.call(g -> g.told).get();
        for (String text : List.of("'Hi there!'", "\"Hi there!\"")) {
            assertEquals(List.of(), shell.type("pykka:tell " + urn(greeter) + " " + text));
            assertEquals("Hi there!", told.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aNumberIsATextAsWell() throws Exception {
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);
        BlockingQueue<Object> told = greeter.call(g -> g.told).get();
        shell.type("pykka:tell " + urn(greeter) + " 42");
        assertEquals("42", told.poll(10, TimeUnit.SECONDS));
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
        CountDownLatch wakes = sleeper.call(s -> s.wakes).get();
        CountDownLatch handles = sleeper.call(s -> s.handles).get();
        sleeper.tell("sleep");
        assertTrue(handles.await(10, TimeUnit.SECONDS));
        sleeper.tell("fill");

        List<String> said = shell.type("pykka:tell " + urn(sleeper) + " more");
        wakes.countDown();

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
    void whatHasNotStoppedInTimeIsSaid() throws Exception {
        ActorRef<Sleeper> sleeper = Actor.start(Sleeper::new);
        CountDownLatch wakes = sleeper.call(s -> s.wakes).get();
        sleeper.tell("sleep");
        ActorRef<Greeter> greeter = Actor.start(Greeter::new);

        List<String> said = shell.type("pykka:stop --timeout 0 Sleeper");
        wakes.countDown();

        assertEquals(List.of(sleeper + " has not stopped yet"), said);
        assertTrue(greeter.isAlive());
        sleeper.whenStopped().get();
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
