package pykka.api.internal.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorInfo.State;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.ActorSummary;
import pykka.api.inspect.Counts;
import pykka.api.inspect.Inspection;
import pykka.api.internal.actor.ActorCell;
import pykka.api.internal.actor.Cells;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.OpenPromise;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Waiter;

/** What tools see of actors. */
class InspectionTest extends Cells {
    private static ActorSnapshot snapshot(String urn, String runtime, int inboxLength) {
        return new ActorSnapshot(urn, "Talking", runtime, Optional.empty(), Optional.empty(), State.IDLE, inboxLength,
                OptionalInt.empty(), 0, Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                false, Optional.empty(), OptionalLong.empty());
    }

    @Test
    void aSnapshotTellsStateLengthAndWhatIsHandled() {
        ActorCell cell = start(new Manual());
        ActorRef<?> ref = cell.ref();
        run(cell);
        ActorInfo idle = Inspection.actor(ref).get();
        assertEquals(snapshot(ref.actorUrn(), "manual", 0), idle);
        ActorInfo[] infos = new ActorInfo[2];
        cell.tell(new Runnable() {
            @Override
            public void run() {
                cell.tell("more", false);
                infos[0] = Inspection.actor(ref).get();
                infos[1] = Inspection.actor(ref).get();
                cell.stop();
            }
        }, false);
        assertEquals(1, Inspection.actor(ref).get().inboxLength());
        run(cell);
        assertEquals(State.RUNNING, infos[0].state());
        assertEquals(1, infos[0].inboxLength());
        assertTrue(infos[0].handling().orElseThrow().startsWith(InspectionTest.class.getName() + "$"), infos[0]::toString);
        assertEquals(Optional.of(Thread.currentThread().getName()), infos[0].threadName());
        assertEquals(OptionalLong.of(Thread.currentThread().getId()), infos[0].threadId());
        assertTrue(infos[0].messageNumber().isPresent());
        assertEquals(infos[0], infos[1]);
        assertTrue(Inspection.actor(ref).isEmpty());
    }

    @Test
    void aSnapshotOfAnIdleActorNamesTheThreadThatIsItsOwn() {
        ActorCell cell = start(new Manual());
        run(cell);
        Thread own = new Thread(() -> {});
        cell.slot(own);
        ActorInfo info = Inspection.actor(cell.ref()).get();
        assertEquals(Optional.empty(), info.threadName());
        assertEquals(OptionalLong.of(own.getId()), info.threadId());
        cell.slot("of a runtime without threads of its actors' own");
        assertEquals(OptionalLong.empty(), Inspection.actor(cell.ref()).get().threadId());
    }

    @Test
    void actorsAreFoundByTheThreadsThatRunThem() throws Exception {
        ActorCell cell = start(new Manual());
        List<Map<Long, ActorInfo>> found = new ArrayList<>();
        Thread thread = ActorThreads.platform("carrier", true, () -> run(cell));
        long[] ids = {Thread.currentThread().getId(), thread.getId()};
        cell.tell((Runnable) () -> found.add(Inspection.onThreads(ids)), false);
        thread.start();
        thread.join();
        found.add(Inspection.onThreads(ids));
        assertEquals(Set.of(thread.getId()), found.get(0).keySet());
        assertEquals(cell.ref().actorUrn(), found.get(0).get(thread.getId()).urn());
        assertEquals(Map.of(), found.get(1));
    }

    @Test
    void aSnapshotInWordsIsOneLine() {
        ActorSnapshot idle = snapshot("urn", "two\nlines", 1);
        assertEquals("Talking (urn) on two\\nlines: IDLE, 1 message waits", idle.toString());
        ActorSnapshot busy = new ActorSnapshot("urn", "Talking", "manual", Optional.of("bundle [1]"),
                Optional.of("group"), State.WAITING, Inspection.INBOX_LIMIT, OptionalInt.of(20_000), 3, Optional.of("Message"),
                OptionalInt.of(1), Optional.of("other"),
                Optional.empty(), Optional.of(Duration.ofMillis(7)), true, Optional.of("thread"), OptionalLong.of(1));
        assertEquals("Talking (urn) on manual: WAITING, 10000 or more messages wait (of 20000 at most), 3 were refused,"
                + " belongs to bundle [1], is in the group group, handles Message, has waited for other for 7 ms, with a time limit",
                busy.toString());
    }

    @Test
    void snapshotsShowAllThatLive() {
        ActorCell first = start(new Manual());
        ActorCell second = start(new Manual());
        assertEquals(Stream.of(first, second).map(cell -> cell.ref().actorUrn()).toList(),
                Inspection.actors().stream().map(ActorInfo::urn).toList());
        first.stop();
        run(first);
        assertEquals(List.of(second.ref().actorUrn()), Inspection.actors().stream().map(ActorInfo::urn).toList());
    }

    @Test
    void countsAreThoseOfOneActorWhileItLives() {
        ActorCell cell = start(new Manual());
        ActorRef<?> ref = cell.ref();
        cell.tell("message", false);
        run(cell);
        Counts counts = Inspection.counts(ref).get();
        assertEquals(List.of(1L, 1L, 0L), List.of(counts.accepted(), counts.handled(), counts.deadLettered()));
        cell.stop();
        run(cell);
        assertTrue(Inspection.counts(ref).isEmpty());
    }

    @Test
    void aSnapshotShowsNoMessageThatWasHandled() {
        ActorCell cell = start(new Manual());
        List<ActorInfo> infos = new ArrayList<>();
        cell.tell("one", false);
        cell.tell("two", false);
        assertEquals(ActorTask.Turn.MORE, cell.run(1, Long.MAX_VALUE));
        infos.add(Inspection.actor(cell.ref()).get());
        cell.run(2, Long.MAX_VALUE, more -> infos.add(Inspection.actor(cell.ref()).get()) && false);
        assertEquals(2, infos.size());
        for (ActorInfo info : infos) {
            assertEquals(State.RUNNING, info.state());
            assertEquals(Optional.empty(), info.handling());
            assertEquals(OptionalInt.empty(), info.messageNumber());
        }
    }

    @Test
    void aSummaryCountsAllAndShowsThoseThatWorkBeforeThoseThatAreIdle() {
        List<ActorCell> cells = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            cells.add(start(new Manual()));
            run(cells.get(i));
        }
        cells.get(3).tell("waits", false);
        cells.get(1).tell("waits", false);
        cells.get(1).tell("waits", false);
        ActorSummary summary = Inspection.summary(3);
        assertEquals(5, summary.count());
        assertEquals(3, summary.messagesWaiting());
        assertEquals(Map.of("Talking", 5), summary.classes());
        assertEquals(Map.of(State.RUNNING, 2, State.IDLE, 3), summary.states());
        assertEquals(List.of(2, 1, 0), summary.top().stream().map(ActorInfo::inboxLength).toList());
        assertEquals(cells.get(1).ref().actorUrn(), summary.top().get(0).urn());
        assertEquals(3, cells.stream().filter(cell -> cell.ref().drawnUrn() != null).count());
        assertEquals(List.of(), Inspection.summary(0).top());
        assertThrows(IllegalArgumentException.class, () -> Inspection.summary(-1));
        for (ActorCell cell : cells) {
            cell.stop();
            run(cell);
        }
        assertEquals(0, Inspection.summary(3).count());
    }

    @Test
    void aSnapshotTellsWhatAnActorWaitsFor() throws InterruptedException {
        ActorCell asked = start(new Manual());
        ActorCell asker = start(new Manual());
        long begin = System.nanoTime();
        ActorInfo[] info = {null};
        LocalPromise<Object> reply = asked.ask("question", null, false);
        Thread looker = new Thread(() -> {
            do {
                info[0] = Inspection.actor(asker.ref()).get();
            } while (info[0].state() != State.WAITING);
            run(asked);
        });
        asker.tell((Runnable) () -> {
            looker.start();
            reply.get();
        }, false);
        run(asker);
        looker.join(); // its turn may go on after the reply, and an actor must not have two at a time
        assertEquals(Optional.of(asked.ref().actorUrn()), info[0].waitsForUrn());
        assertEquals(Optional.of(asked.ref().toString()), info[0].waitsFor());
        assertFalse(info[0].timed());
        Duration time = info[0].waitTime().orElseThrow();
        assertTrue(!time.isNegative() && time.toNanos() <= System.nanoTime() - begin, time::toString);
        assertEquals("question", reply.get());
        assertNull(asker.waiting());
    }

    @Test
    void listenersHearWhatHappensUntilTheyAreClosed() throws Exception {
        long begin = System.nanoTime();
        ActorListener talking = new ActorListener() {
            @Override
            public void started(ActorName actor) {
                events.add("started " + actor.className());
            }

            @Override
            public void ended(ActorName actor, Reason reason, String failure) {
                events.add("ended " + actor.className() + " " + reason + " " + failure);
            }

            @Override
            public void handled(ActorName actor, String message, long waited, long nanos, String failure) {
                assertEquals(actor.className() + " (" + actor.urn() + ")", actor.toString());
                assertEquals(-1, waited);
                assertTrue(nanos >= 0 && nanos <= System.nanoTime() - begin, () -> "took " + nanos);
                events.add("handled " + message + " " + failure);
            }
        };
        ActorListener bad = new ActorListener() {
            @Override
            public void started(ActorName actor) {
                throw new Error("started");
            }

            @Override
            public void handled(ActorName actor, String message, long waited, long nanos, String failure) {
                throw new Error("handled");
            }

            @Override
            public void ended(ActorName actor, Reason reason, String failure) {
                throw new Error("ended");
            }
        };
        try (AutoCloseable first = Inspection.listen(bad); AutoCloseable second = Inspection.listen(talking)) {
            assertNotNull(first);
            assertNotNull(second);
            ActorCell cell = start(new Manual());
            cell.tell("message", false);
            cell.tell(null, false);
            cell.stop();
            run(cell);
            ActorCell failing = start(new Manual());
            failing.tell(new IllegalStateException("asked for"), false);
            run(failing);
        }
        ActorCell unheard = start(new Manual());
        unheard.stop();
        run(unheard);
        assertEquals(List.of("started Talking", "handled java.lang.String null", "handled null null", "onStop",
                "ended Talking STOPPED null", "started Talking", "handled java.lang.IllegalStateException java.lang.IllegalStateException",
                "onFailure asked for",
                "ended Talking FAILED java.lang.IllegalStateException", "onStop"), events);
    }

    @Test
    void aLambdaIsNamedAfterTheClassThatWroteIt() throws Exception {
        ActorCell cell = start(new Manual());
        ActorListener listener = new ActorListener() {
            @Override
            public void handled(ActorName actor, String message, long waited, long nanos, String failure) {
                events.add(message);
            }
        };
        try (AutoCloseable listening = Inspection.listen(listener)) {
            assertNotNull(listening);
            cell.ref().defer(actor -> {});
            cell.ref().call(actor -> 1);
            cell.ref().run(actor -> {});
            cell.tell((Runnable) () -> {}, false);
            run(cell);
        }
        assertEquals(Collections.nCopies(4, InspectionTest.class.getName() + "$$Lambda"), events);
    }

    @Test
    void aListenerThatHearsWhatWasHandledFindsNothingHandled() throws Exception {
        ActorCell cell = start(new Manual());
        List<ActorInfo> infos = new ArrayList<>();
        ActorListener listener = new ActorListener() {
            @Override
            public void handled(ActorName actor, String message, long waited, long nanos, String failure) {
                infos.add(Inspection.actor(cell.ref()).get());
            }
        };
        try (AutoCloseable listening = Inspection.listen(listener)) {
            assertNotNull(listening);
            cell.tell("one", false);
            run(cell);
        }
        assertEquals(1, infos.size());
        assertEquals(Optional.empty(), infos.get(0).handling());
        assertEquals(OptionalInt.empty(), infos.get(0).messageNumber());
    }

    @Test
    void aSummaryShowsThoseThatWaitBeforeThoseThatWorkTheLongestFirst() {
        List<ActorCell> cells = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            cells.add(start(new Manual()));
            run(cells.get(i));
        }
        cells.get(0).tell("waits", false);
        for (int i : new int[] {3, 1}) {
            BlockingWait wait = new BlockingWait(OpenPromise.create(), null);
            cells.get(i).waiting(wait);
            Awaitility.await().until(() -> System.nanoTime() != wait.since);
        }
        assertEquals(Stream.of(3, 1, 0).map(i -> cells.get(i).ref().actorUrn()).toList(),
                Inspection.summary(3).top().stream().map(ActorInfo::urn).toList());
        assertEquals(Stream.of(3, 1).map(i -> cells.get(i).ref().actorUrn()).toList(),
                Inspection.summary(2).top().stream().map(ActorInfo::urn).toList());
    }

    @Test
    void aListenerHearsWhoWaitedInVainForWhomAndForHowLong() throws Exception {
        ActorCell asked = start(new Manual());
        ActorCell asker = start(new Manual() {
            @Override
            public void await(ActorTask task, Waiter waiter) {
                waiter.park();
            }
        });
        Duration limit = Duration.ofMillis(100); // long enough for the wait to begin on a busy machine
        asker.tell((Runnable) () -> assertThrows(ActorTimeoutException.class, () -> asked.ask("question", null, false).get(limit)), false);
        long begin = System.nanoTime();
        ActorListener listener = new ActorListener() {
            @Override
            public void timedOut(String who, ActorName waitsFor, long nanos) {
                assertTrue(nanos >= limit.toNanos() / 2 && nanos <= System.nanoTime() - begin, () -> "waited " + nanos);
                events.add(who + " for " + waitsFor);
            }
        };
        try (AutoCloseable listening = Inspection.listen(listener)) {
            assertNotNull(listening);
            assertThrows(ActorTimeoutException.class, () -> OpenPromise.create().get(limit));
            run(asker);
        }
        assertEquals(List.of("thread " + Thread.currentThread().getName() + " for null",
                asker.ref() + " for " + asked.ref()), events);
    }
}
