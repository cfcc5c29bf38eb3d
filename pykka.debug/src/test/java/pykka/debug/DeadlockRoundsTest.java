package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.ActorConsumer;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;
import pykka.debug.Tests.Plain;

/**
 * That every deadlock is found, and nothing else, in rounds of random actors that wait for each other in random ways. A part of
 * the rounds in the normal build. All of them:
 * {@code mvn verify -Psoak -pl pykka.debug -am -Dtest=DeadlockRoundsTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Timeout(1_500)
@ParameterizedClass(name = "{0}")
@MethodSource("runtimes")
class DeadlockRoundsTest {
    private static final int PART = 100;

    private final List<String> runtimes;
    private final Random random;

    DeadlockRoundsTest(List<String> runtimes) {
        this.runtimes = runtimes;
        long seed = System.nanoTime();
        random = new Random(seed);
        System.out.println("DeadlockRoundsTest on " + runtimes + ", seed " + seed);
    }

    static Stream<List<String>> runtimes() {
        Stream<List<String>> each = Tests.runtimes().stream().map(List::of);
        return Tests.runtimes().size() == 1 ? each : Stream.concat(each, Stream.of(Tests.runtimes()));
    }

    @AfterEach
    void stopAll() {
        System.clearProperty("pykka.deadlock");
        ActorRegistry.stopAll(Tests.slack(Duration.ofSeconds(5)));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    private List<ActorRef<Plain>> actors(int count) {
        List<ActorRef<Plain>> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            refs.add(Tests.start(runtimes.get(i % runtimes.size())));
        }
        return refs;
    }

    /** Some actors in some order, and for each the place of the one that it waits for; -1: for none. */
    private record Round(List<ActorRef<Plain>> refs, int[] targets, int inCycle, AtomicReferenceArray<Thread> waiting,
            List<Future<Void>> ends) {
        Set<String> cycle() {
            return refs.subList(0, inCycle).stream().map(ActorRef::toString).collect(Collectors.toSet());
        }
    }

    /** The first ones, in order, are a cycle; each of the others waits for one before it, or for none if that is legal. */
    private Round round(List<ActorRef<Plain>> all, int size, int inCycle) {
        List<ActorRef<Plain>> refs = new ArrayList<>(all);
        Collections.shuffle(refs, random);
        int[] targets = IntStream.range(0, size).map(i -> i < inCycle ? (i + 1) % inCycle
                : i == 0 || inCycle == 0 && random.nextInt(4) == 0 ? -1 : random.nextInt(i)).toArray();
        Round round = new Round(refs.subList(0, size), targets, inCycle, new AtomicReferenceArray<>(size), new ArrayList<>());
        Promise<Void> gate = Promise.create();
        for (int i = 0; i < size; i++) {
            ActorConsumer<Plain> wait = wait(round, i, random.nextInt(5));
            round.ends.add(round.refs.get(i).run(actor -> {
                gate.get();
                wait.accept(actor);
            }));
        }
        gate.set(null);
        return round;
    }

    private static ActorConsumer<Plain> wait(Round round, int place, int way) {
        if (round.targets[place] < 0) {
            return actor -> {};
        }
        ActorRef<Plain> target = round.refs.get(round.targets[place]);
        return actor -> {
            Future<Object> reply = target.askAsync("reply");
            round.waiting.set(place, Thread.currentThread());
            try {
                switch (way) {
                    case 0 -> reply.get();
                    case 1 -> Futures.of((Object) 1).join(reply, Futures.of((Object) 2)).get();
                    case 2 -> Futures.getAll(List.of(reply));
                    case 3 -> reply.map(Object::toString).get();
                    default -> Futures.of(1).map(one -> reply.get()).get();
                }
            } catch (ActorInterruptedException broken) {
                // by the test, so that all go on
            }
        };
    }

    private static int deadlocks(Round round) {
        int deadlocks = 0;
        for (Future<Void> end : round.ends) {
            try {
                end.get(Tests.slack(Duration.ofSeconds(20)));
            } catch (ActorDeadlockException e) {
                deadlocks++;
            }
        }
        return deadlocks;
    }

    private int inCycle(int size) {
        return random.nextBoolean() ? 0 : 2 + random.nextInt(size - 1);
    }

    @Test
    void ofEachCycleExactlyOneWaitFailsAndNoneOfLegalRounds() {
        List<ActorRef<Plain>> all = actors(10);
        int rounds = Tests.scaled(200_000, PART);
        for (int i = 0; i < rounds; i++) {
            int size = 2 + random.nextInt(4);
            int inCycle = inCycle(size);
            Round round = round(all, size, inCycle);
            assertEquals(inCycle == 0 ? 0 : 1, deadlocks(round), round::toString);
        }
    }

    @Test
    void eachCycleThatStandsIsFoundAsItIs() {
        System.setProperty("pykka.deadlock", "off");
        List<ActorRef<Plain>> all = actors(10);
        int rounds = Tests.scaled(200_000, PART);
        for (int i = 0; i < rounds; i++) {
            int size = 2 + random.nextInt(4);
            int inCycle = inCycle(size);
            Round round = round(all, size, inCycle);
            if (inCycle == 0) {
                assertEquals(List.of(), find());
            } else {
                assertFound(round);
            }
            assertEquals(0, deadlocks(round));
        }
    }

    @Test
    void ringsOfAHundredAreFound() {
        System.setProperty("pykka.deadlock", "off");
        List<ActorRef<Plain>> all = actors(100);
        int rounds = Tests.scaled(1_000, PART);
        for (int i = 0; i < rounds; i++) {
            Round round = round(all, 100, 100);
            assertFound(round);
            assertEquals(0, deadlocks(round));
        }
    }

    @Test
    void ofRingsOfAHundredExactlyOneWaitFails() {
        List<ActorRef<Plain>> all = actors(100);
        int rounds = Tests.scaled(1_000, PART);
        for (int i = 0; i < rounds; i++) {
            assertEquals(1, deadlocks(round(all, 100, 100)));
        }
    }

    /** Two at once, and somebody who looks all the time. */
    @Test
    void legalRoundsAreNeverTakenForDeadlocks() throws Exception {
        int rounds = Tests.scaled(1_000_000, PART) / 2;
        List<String> reports = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        int[] looked = {0};
        Thread looker = new Thread(() -> {
            while (!over.get()) {
                find().forEach(deadlock -> reports.add(deadlock.toString()));
                looked[0]++;
            }
        });
        AutoCloseable listening = Inspection.listen(new ActorListener() {
            @Override
            public void deadlock(String report) {
                reports.add(report);
            }
        });
        try {
            looker.start();
            List<ActorRef<Plain>> all = actors(10);
            for (int i = 0; i < rounds && reports.isEmpty(); i++) {
                Round one = round(all.subList(0, 5), 2 + random.nextInt(4), 0);
                Round other = round(all.subList(5, 10), 2 + random.nextInt(4), 0);
                assertEquals(0, deadlocks(one) + deadlocks(other));
            }
        } finally {
            over.set(true);
            looker.join();
            listening.close();
        }
        assertEquals(List.of(), reports);
        assertTrue(looked[0] > 10, "looked " + looked[0] + " times");
    }

    private static List<Deadlock> find() {
        return Inspection.deadlocks(List::of);
    }

    /** And breaks it, so that all go on. */
    private static void assertFound(Round round) {
        Tests.await("the cycle is found", () -> !find().isEmpty());
        List<Deadlock> found = find();
        assertEquals(1, found.size());
        assertEquals(round.cycle(), found.get(0).cycle().stream().map(Deadlock.Member::name).collect(Collectors.toSet()));
        round.waiting.get(0).interrupt();
    }
}
