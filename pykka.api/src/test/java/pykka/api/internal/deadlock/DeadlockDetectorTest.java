package pykka.api.internal.deadlock;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import pykka.api.ActorDeadlockException;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.OpenPromise;

/** What a look for a deadlock makes of owners that wait for something else each time they are asked. */
class DeadlockDetectorTest {
    private final Scripted one = new Scripted("one");
    private final Scripted other = new Scripted("other");

    private static final class Scripted implements Completer {
        private final String name;
        private final List<@Nullable BlockingWait> waits = new ArrayList<>();
        private boolean withdrawn;

        Scripted(String name) {
            this.name = name;
        }

        /** Waits for these, one after the other, null for nothing; for the last as often as it is asked. */
        void waitsFor(@Nullable BlockingWait... then) {
            waits.clear();
            for (BlockingWait wait : then) {
                waits.add(wait);
            }
        }

        @Override
        public @Nullable BlockingWait waiting() {
            return waits.size() > 1 ? waits.remove(0) : waits.get(0);
        }

        @Override
        public void waiting(@Nullable BlockingWait wait) {
            withdrawn = wait == null;
        }

        @Override
        public void park(BlockingWait wait) {}

        @Override
        public String describe() {
            return "what " + name + " does";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static BlockingWait waitFor(Completer owner) {
        LocalPromise<Object> leaf = OpenPromise.create();
        leaf.completedBy(owner);
        return new BlockingWait(leaf, null);
    }

    @AfterEach
    void forgetPolicy() {
        System.clearProperty("pykka.deadlock");
    }

    @Test
    void whoClosesACycleWithdrawsFromItAndIsToldWhoWaitsForWhom() {
        BlockingWait wait = waitFor(other);
        one.waitsFor(wait);
        other.waitsFor(waitFor(one));
        String report = assertThrows(ActorDeadlockException.class, () -> DeadlockDetector.check(one, wait)).getMessage();
        assertTrue(report.matches("(?s)Deadlock: one( in \\S+)? -> other( in \\S+)? -> one\nThe way out: .+"
                + "\none handles what one does and has waited for other for .*"), report);
        assertTrue(report.contains("\nother handles what other does and has waited for one for "), report);
        assertTrue(one.withdrawn);
        assertFalse(other.withdrawn);
    }

    @Test
    void aCycleThatIsOverAtASecondLookIsNone() {
        BlockingWait wait = waitFor(other);
        one.waitsFor(wait, null);
        other.waitsFor(waitFor(one));
        assertDoesNotThrow(() -> DeadlockDetector.check(one, wait));
        assertFalse(one.withdrawn);
    }

    /** One of the first, at one time, and of the second, at another: perhaps there never was a cycle. */
    @Test
    void waitsThatAreOthersAtEachLookAreNoCycle() {
        BlockingWait wait = waitFor(other);
        one.waitsFor(wait, wait, waitFor(other), null);
        other.waitsFor(waitFor(one));
        assertDoesNotThrow(() -> DeadlockDetector.check(one, wait));
        assertFalse(one.withdrawn);
    }

    @Test
    void waitsThatWereOthersAndStandNowAreACycle() {
        BlockingWait wait = waitFor(other);
        one.waitsFor(wait, wait, waitFor(other));
        other.waitsFor(waitFor(one));
        assertThrows(ActorDeadlockException.class, () -> DeadlockDetector.check(one, wait));
    }

    @Test
    void whoWaitsForACycleOfOthersIsNotInIt() {
        BlockingWait wait = waitFor(other);
        one.waitsFor(wait);
        Scripted third = new Scripted("third");
        other.waitsFor(waitFor(third));
        third.waitsFor(waitFor(other));
        assertDoesNotThrow(() -> DeadlockDetector.check(one, wait));
    }

    /** Each waits for the next one, and the last one for one of them; all lengths of the way in and of the cycle. */
    @Test
    void ofManyWhoWaitOnlyThoseInTheCycleAreInADeadlockWhateverItsLength() {
        for (int length = 1; length < 40; length++) {
            for (int entry = 0; entry < length; entry++) {
                List<Scripted> all = new ArrayList<>();
                for (int i = 0; i < length; i++) {
                    all.add(new Scripted("member " + i));
                }
                BlockingWait first = waitFor(all.get(1 % length));
                for (int i = 0; i < length; i++) {
                    all.get(i).waitsFor(i == 0 && length > 1 ? first : waitFor(all.get(i < length - 1 ? i + 1 : entry)));
                }
                Scripted begin = all.get(0);
                Executable check = () -> DeadlockDetector.check(begin, first);
                if (entry == 0) {
                    assertThrows(ActorDeadlockException.class, check);
                } else {
                    assertTimeoutPreemptively(Duration.ofSeconds(10), check);
                }
            }
        }
    }

    @Test
    void aCycleOfVeryManyIsFoundAndItsReportIsShort() {
        List<Scripted> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            all.add(new Scripted("member " + i));
        }
        BlockingWait first = waitFor(all.get(1));
        all.get(0).waitsFor(first);
        for (int i = 1; i < all.size(); i++) {
            all.get(i).waitsFor(waitFor(all.get((i + 1) % all.size())));
        }
        String report = assertThrows(ActorDeadlockException.class, () -> DeadlockDetector.check(all.get(0), first)).getMessage();
        assertTrue(report.contains(" -> 99996 more -> member 0\n") && report.endsWith("\n99990 more are in the cycle"), report);
        assertTrue(report.length() < 20_000, () -> report.length() + " characters");
    }

    @Test
    void aWaitThatIsOverIsInNoCycle() {
        BlockingWait wait = waitFor(other);
        one.waitsFor(wait);
        BlockingWait over = waitFor(one);
        over.leaf.complete("value");
        other.waitsFor(over);
        assertDoesNotThrow(() -> DeadlockDetector.check(one, wait));
    }

    @Test
    void aWarningNamesACycleOnceAlthoughAllItsMembersSeeIt() throws Exception {
        System.setProperty("pykka.deadlock", "warn");
        BlockingWait wait = waitFor(other);
        BlockingWait back = waitFor(one);
        one.waitsFor(wait);
        other.waitsFor(back);
        List<String> reports = new ArrayList<>();
        try (AutoCloseable listening = Inspection.listen(new ActorListener() {
            @Override
            public void deadlock(String report) {
                reports.add(report);
            }
        })) {
            assertNotNull(listening);
            DeadlockDetector.check(one, wait);
            DeadlockDetector.check(other, back);
        }
        assertEquals(1, reports.size(), reports::toString);
        assertFalse(one.withdrawn);
    }

    @Test
    void edgesAreEqualIfOwnersAndWaitsOrLocksAre() {
        Thread thread = Thread.currentThread();
        Thread holder = new Thread(() -> {});
        BlockingWait wait = waitFor(other);
        HeldLock lock = new HeldLock(thread, "lock", holder);
        List<WaitEdge> different = List.of(new WaitEdge(one, other, wait, null), new WaitEdge(other, one, wait, null),
                new WaitEdge(one, one, wait, null), new WaitEdge(one, other, waitFor(other), null), new WaitEdge(one, other, null, lock),
                new WaitEdge(one, other, null, new HeldLock(holder, "lock", holder)),
                new WaitEdge(one, other, null, new HeldLock(thread, "lock", thread)),
                new WaitEdge(one, other, null, new HeldLock(thread, "lock 2", holder)));
        for (int i = 0; i < different.size(); i++) {
            for (int j = 0; j < different.size(); j++) {
                assertEquals(i == j, different.get(i).equals(different.get(j)), i + " and " + j);
            }
        }
        WaitEdge same = new WaitEdge(one, other, null, new HeldLock(thread, "lock", holder));
        assertEquals(different.get(4), same);
        assertEquals(different.get(4).hashCode(), same.hashCode());
        assertFalse(same.equals((Object) lock));
    }

    @Test
    void aMemberSaysForHowLongItWaitsOrWhichLockItNeeds() {
        Thread thread = Thread.currentThread();
        BlockingWait wait = waitFor(other);
        List<Deadlock.Member> members = WaitEdge.deadlock(List.of(new WaitEdge(one, other, wait, null),
                new WaitEdge(other, one, null, new HeldLock(thread, "the lock", thread))), List.of(), 0, 1).cycle();
        Duration time = members.get(0).waitTime().orElseThrow();
        assertTrue(!time.isNegative() && time.toNanos() <= System.nanoTime() - wait.since, time::toString);
        assertEquals(Optional.empty(), members.get(1).waitTime());
        assertEquals(Optional.of("the lock"), members.get(1).lock());
        assertEquals(thread.getName(), members.get(1).threadName());
        assertFalse(members.get(0).stack().isEmpty());
        assertTrue(members.get(1).stack().isEmpty(), "one stack was wanted");
    }
}
