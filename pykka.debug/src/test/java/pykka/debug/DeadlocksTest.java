package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.Blocked;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;
import pykka.debug.Tests.Plain;

/** Deadlocks that stand, because the policy leaves them alone, or because the library cannot see them at the wait. */
@Timeout(120)
class DeadlocksTest {
    /** The threads of members of a cycle: to interrupt one breaks it. */
    private final Set<Thread> interruptible = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void leaveThemAlone() {
        System.setProperty("pykka.deadlock", "off");
    }

    @AfterEach
    void breakThem() {
        System.clearProperty("pykka.deadlock");
        interruptible.forEach(Thread::interrupt);
        Tests.await("no deadlock is left", () -> Deadlocks.find().isEmpty());
        ActorRegistry.stopAll(Tests.slack(Duration.ofSeconds(5)));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    static Stream<Arguments> rings() {
        return Tests.runtimes().stream().flatMap(runtime -> Stream.of(2, 3, 10, 100).map(size -> arguments(runtime, size)));
    }

    static List<String> runtimes() {
        return Tests.runtimes();
    }

    static List<ActorRef<Plain>> actors(int count, String... runtimes) {
        List<ActorRef<Plain>> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            refs.add(Tests.start(runtimes[i % runtimes.length]));
        }
        return refs;
    }

    /** Lets an actor wait for another one when the latch is down. */
    private void waitFor(ActorRef<Plain> who, ActorRef<?> whom, CountDownLatch gate) {
        who.defer(actor -> {
            gate.countDown();
            gate.await();
            Future<Object> reply = whom.askAsync("never seen");
            interruptible.add(Thread.currentThread());
            reply.get();
        });
    }

    private void ring(List<? extends ActorRef<Plain>> refs) {
        CountDownLatch gate = new CountDownLatch(refs.size());
        for (int i = 0; i < refs.size(); i++) {
            waitFor(refs.get(i), refs.get((i + 1) % refs.size()), gate);
        }
    }

    private static List<Deadlock> found(int count) {
        Tests.await(count + " deadlocks are found", () -> Deadlocks.find().size() == count);
        return Deadlocks.find();
    }

    private static Set<String> names(List<Deadlock.Member> members) {
        return members.stream().map(Deadlock.Member::name).collect(Collectors.toSet());
    }

    private static Set<String> texts(List<? extends ActorRef<?>> refs) {
        return refs.stream().map(ActorRef::toString).collect(Collectors.toSet());
    }

    /** Each waits for the next one. */
    private static void assertCycle(List<Deadlock.Member> cycle) {
        for (int i = 0; i < cycle.size(); i++) {
            assertEquals(cycle.get((i + 1) % cycle.size()).name(), cycle.get(i).waitsFor());
        }
    }

    @ParameterizedTest
    @MethodSource("rings")
    void faultI7CycleOfActorsIsFoundWithAllOfItsMembers(String runtime, int size) {
        List<ActorRef<Plain>> refs = actors(size, runtime);
        ring(refs);
        Deadlock deadlock = found(1).get(0);
        assertEquals(size, deadlock.cycle().size());
        assertEquals(texts(refs), names(deadlock.cycle()));
        assertEquals(List.of(), deadlock.tails());
        assertCycle(deadlock.cycle());
        for (Deadlock.Member member : deadlock.cycle()) {
            assertFalse(member.waitTime().orElseThrow().isNegative());
            assertTrue(member.threadName().matches(Tests.threadName(runtime, "Plain")), member::threadName);
            assertEquals(DeadlocksTest.class.getName() + "$$Lambda", member.handling());
            assertTrue(member.stack().stream().anyMatch(frame -> frame.getMethodName().contains("waitFor")), member::toString);
            assertEquals(Optional.empty(), member.lock());
        }
    }

    @Test
    void faultI7CycleOfActorsOfSeveralRuntimesIsFound() {
        List<ActorRef<Plain>> refs = actors(6, Tests.runtimes().toArray(new String[0]));
        ring(refs);
        assertEquals(texts(refs), names(found(1).get(0).cycle()));
    }

    @Test
    void reportNamesTheCycleTheMessagesTheTimesAndTheStacks() {
        List<ActorRef<Plain>> refs = actors(2, "threading");
        ring(refs);
        found(1);
        String report = Deadlocks.report().replaceAll("urn:uuid:[0-9a-f-]{36}", "URN");
        String member = "Plain \\(URN\\) in \\S+\\(\\S+\\.java:\\d+\\) -> ";
        assertTrue(report.matches("(?s)Deadlock: " + member + member + "Plain \\(URN\\)\nThe way out: .*"), report);
        assertTrue(report.contains("\nPlain (URN) handles pykka.debug."), report);
        assertTrue(report.matches("(?s).* and has waited for Plain \\(URN\\) for \\d+ ms:\n\tat .*"), report);
    }

    @Test
    void withoutDeadlockTheReportSaysSo() {
        assertEquals(List.of(), Deadlocks.find());
        assertEquals("No deadlock", Deadlocks.report());
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void whoWaitsBehindACycleIsNamedWithIt(String runtime) {
        List<ActorRef<Plain>> refs = actors(5, runtime);
        ring(refs.subList(0, 2));
        CountDownLatch open = new CountDownLatch(0);
        waitFor(refs.get(2), refs.get(0), open);
        waitFor(refs.get(3), refs.get(2), open);
        waitFor(refs.get(4), refs.get(1), open);
        Tests.await("all are found", () -> Deadlocks.find().size() == 1 && Deadlocks.find().get(0).tails().size() == 3);
        Deadlock deadlock = Deadlocks.find().get(0);
        assertEquals(texts(refs.subList(0, 2)), names(deadlock.cycle()));
        assertEquals(texts(refs.subList(2, 5)), names(deadlock.tails()));
        assertEquals(0, deadlock.moreTails());
        assertTrue(deadlock.toString().contains("\nBehind it, " + refs.get(3) + " handles "), deadlock::toString);
    }

    @Test
    void ofVeryManyBehindACycleSomeAreShownAndTheOthersCounted() {
        List<ActorRef<Plain>> refs = actors(150, "threading");
        ring(refs.subList(0, 2));
        refs.subList(2, 150).forEach(ref -> waitFor(ref, refs.get(0), new CountDownLatch(0)));
        Tests.await("all are found", () -> Deadlocks.find().size() == 1 && Deadlocks.find().get(0).moreTails() == 48);
        Deadlock deadlock = Deadlocks.find().get(0);
        assertEquals(100, deadlock.tails().size());
        assertTrue(deadlock.toString().endsWith("\n138 more wait for these"), deadlock::toString);
    }

    @Test
    void severalCyclesAreToldApart() {
        List<ActorRef<Plain>> refs = actors(5, "threading");
        ring(refs.subList(0, 2));
        ring(refs.subList(2, 5));
        assertEquals(Set.of(texts(refs.subList(0, 2)), texts(refs.subList(2, 5))),
                found(2).stream().map(deadlock -> names(deadlock.cycle())).collect(Collectors.toSet()));
    }

    /** An actor holds a monitor, and waits for one that is blocked for it. */
    @Test
    void cycleOfAReplyAndAMonitorIsFound() throws Exception {
        List<ActorRef<Plain>> refs = actors(2, "threading");
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch wanted = new CountDownLatch(1);
        refs.get(0).defer(actor -> {
            synchronized (monitor) {
                held.countDown();
                wanted.await();
                Future<Object> reply = refs.get(1).askAsync("never seen");
                interruptible.add(Thread.currentThread());
                reply.get();
            }
        });
        held.await();
        refs.get(1).defer(actor -> {
            wanted.countDown();
            synchronized (monitor) {
                assertTrue(wanted.await(0, TimeUnit.SECONDS));
            }
        });
        Deadlock deadlock = found(1).get(0);
        assertEquals(texts(refs), names(deadlock.cycle()));
        assertCycle(deadlock.cycle());
        Deadlock.Member blocked = deadlock.cycle().stream().filter(member -> member.lock().isPresent()).findFirst().orElseThrow();
        assertEquals(refs.get(1).toString(), blocked.name());
        String lock = blocked.lock().orElseThrow();
        assertTrue(lock.matches("java\\.lang\\.Object@[0-9a-f]+"), lock);
        assertEquals(Optional.empty(), blocked.waitTime());
        assertTrue(blocked.toString().contains(" and is blocked for " + lock + ", which " + refs.get(0) + " holds:"));
    }

    /** A thread that is no actor holds a lock, and waits for an actor, on any runtime, that waits for one that is blocked. */
    @ParameterizedTest
    @MethodSource("runtimes")
    void cycleThroughAThreadThatIsNoActorIsFound(String runtime) throws Exception {
        ActorRef<Plain> between = Tests.start(runtime);
        ActorRef<Plain> blocked = Tests.start("threading");
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            lock.lock();
            try {
                held.countDown();
                waits.await();
                Tests.await("the other one waits", () -> isWaiting(between));
                Future<Object> reply = between.askAsync("never seen");
                interruptible.add(Thread.currentThread());
                reply.get();
            } catch (InterruptedException | ActorInterruptedException e) {
                // over
            } finally {
                lock.unlock();
            }
        }, "no actor");
        thread.start();
        held.await();
        blocked.defer(actor -> {
            waits.countDown();
            lock.lock();
            lock.unlock();
        });
        waitFor(between, blocked, new CountDownLatch(0));
        Deadlock deadlock = found(1).get(0);
        assertEquals(Set.of("thread no actor", between.toString(), blocked.toString()), names(deadlock.cycle()));
        assertCycle(deadlock.cycle());
        Deadlock.Member member = deadlock.cycle().stream().filter(each -> each.urn().isEmpty()).findFirst().orElseThrow();
        assertFalse(member.waitTime().orElseThrow().isNegative());
        assertEquals(thread.getId(), member.threadId());
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void waitWithALimitIsNoDeadlock(String runtime) {
        List<ActorRef<Plain>> refs = actors(2, runtime);
        CountDownLatch gate = new CountDownLatch(2);
        waitFor(refs.get(0), refs.get(1), gate);
        refs.get(1).defer(actor -> {
            gate.countDown();
            gate.await();
            Future<Object> reply = refs.get(0).askAsync("never seen");
            interruptible.add(Thread.currentThread());
            reply.get(Duration.ofMinutes(1));
        });
        Tests.await("both wait", () -> interruptible.size() == 2 && refs.stream().allMatch(DeadlocksTest::isWaiting));
        assertEquals(List.of(), Deadlocks.find());
    }

    private static boolean isWaiting(ActorRef<?> ref) {
        return Inspection.actor(ref).orElseThrow().waitsFor().isPresent();
    }

    /** Who waits to be notified waits for nobody in particular, though somebody holds the monitor. */
    @Test
    void waitForANotificationIsNoDeadlock() throws Exception {
        Object monitor = new Object();
        ActorRef<Plain> notified = Tests.start("threading");
        notified.defer(actor -> {
            interruptible.add(Thread.currentThread());
            synchronized (monitor) {
                monitor.wait();
            }
        });
        ActorRef<Plain> holder = Tests.start("threading");
        Tests.await("it waits", () -> interruptible.stream().anyMatch(thread -> thread.getState() == Thread.State.WAITING));
        holder.defer(actor -> {
            synchronized (monitor) {
                Future<Object> reply = notified.askAsync("never seen");
                interruptible.add(Thread.currentThread());
                reply.get();
            }
        });
        Tests.await("the other one waits, too", () -> isWaiting(holder));
        assertEquals(List.of(), Deadlocks.find());
    }

    /** The id of a thread that parks until it is interrupted. */
    private long parked(String name) {
        Thread thread = new Thread(() -> {
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
        }, name);
        interruptible.add(thread);
        thread.start();
        return thread.getId();
    }

    @Test
    void threadsThatHaveEndedAreInNoDeadlock() throws Exception {
        long one = parked("one");
        Thread ended = new Thread(() -> {});
        ended.start();
        ended.join();
        List<Blocked> locks = List.of(Blocked.of(one, "lock 1", ended.getId()), Blocked.of(ended.getId(), "lock 2", one));
        assertEquals(List.of(), findWith(List.of(locks, locks, locks)));
    }

    /** What is read of locks at several looks. */
    private static List<Deadlock> findWith(List<List<Blocked>> looks) {
        Iterator<List<Blocked>> next = looks.iterator();
        return Inspection.deadlocks(() -> next.hasNext() ? next.next() : List.of());
    }

    @Test
    void cycleThatIsNotTheSameAtTwoLooksIsNoDeadlock() {
        long one = parked("one");
        long other = parked("other");
        List<Blocked> before = List.of(Blocked.of(one, "lock 1", other), Blocked.of(other, "lock 2", one));
        List<Blocked> after = List.of(Blocked.of(one, "lock 3", other), Blocked.of(other, "lock 2", one));
        assertEquals(List.of(), findWith(List.of(before)));
        assertEquals(List.of(), findWith(List.of(before, after)));
        assertEquals(List.of(), findWith(List.of(before, after, before)));
        assertEquals(1, findWith(List.of(before, after, after)).size());
        Deadlock deadlock = findWith(List.of(before, before)).get(0);
        assertEquals(Set.of("thread one", "thread other"), names(deadlock.cycle()));
        assertEquals(Set.of("lock 1", "lock 2"),
                deadlock.cycle().stream().map(each -> each.lock().orElseThrow()).collect(Collectors.toSet()));
    }

    /** Monitors cannot be given up, so this has a JVM of its own. */
    static class Monitors {
        public static void main(String[] args) {
            int size = Integer.parseInt(args[0]);
            CountDownLatch gate = new CountDownLatch(size);
            List<Object> monitors = Stream.generate(Object::new).limit(size).toList();
            for (int i = 0; i < size; i++) {
                Object first = monitors.get(i);
                Object second = monitors.get((i + 1) % size);
                Thread thread = new Thread(() -> {
                    synchronized (first) {
                        gate.countDown();
                        try {
                            gate.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        synchronized (second) {
                            throw new IllegalStateException("no deadlock");
                        }
                    }
                }, "member " + i);
                thread.setDaemon(true);
                thread.start();
            }
            Tests.await("it is found", () -> !Deadlocks.find().isEmpty());
            System.out.println(Deadlocks.report());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void faultI6CycleOfMonitorsIsFoundWithTheNamesOfItsThreads(int size) throws Exception {
        List<String> lines = Jvm.run(List.of(), Monitors.class, size).lines();
        assertEquals(size <= 4 ? size + 1 : 6, lines.get(0).split(" -> ").length, lines::toString);
        for (int i = 0; i < size; i++) {
            String beginning = "thread member " + i + " handles no message and is blocked for java.lang.Object@";
            assertEquals(1, lines.stream().filter(line -> line.startsWith(beginning)).count(), lines::toString);
        }
    }
}
