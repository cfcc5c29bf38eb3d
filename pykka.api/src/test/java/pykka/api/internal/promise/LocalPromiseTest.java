package pykka.api.internal.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pykka.api.ActorTimeoutException;
import pykka.api.internal.actor.ActorCellRaces;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.util.FirstUse;

class LocalPromiseTest {
    private final LocalPromise<Object> promise = OpenPromise.create();

    private static int waiters(LocalPromise<?> promise) throws ReflectiveOperationException {
        Field field = ListenerStack.class.getDeclaredField("newest");
        field.setAccessible(true);
        int count = 0;
        for (CompletionListener wake = (CompletionListener) field.get(promise); wake != null; wake = wake.next) {
            count++;
        }
        return count;
    }

    @Test
    void aMillionWaitersThatGaveUpLeaveNothing() throws ReflectiveOperationException {
        FutureRaces.Waiter stays = FutureRaces.Waiter.of(promise);
        for (int i = 0; i < 500_000; i++) {
            FutureRaces.Waiter lower = FutureRaces.Waiter.of(promise);
            FutureRaces.Waiter upper = FutureRaces.Waiter.of(promise);
            promise.unlink(lower);
            promise.unlink(upper);
        }
        assertEquals(1, waiters(promise));
        promise.complete("value");
        assertSame("value", promise.value());
        assertEquals(0, waiters(promise));
        assertFalse(stays.next != null);
    }

    @Test
    void ofManyWaitersThatGiveUpOldestFirstAtMostAsManyStayAsAreLeft() throws ReflectiveOperationException {
        List<FutureRaces.Waiter> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(FutureRaces.Waiter.of(promise));
        }
        for (int i = 0; i < 1_000; i++) {
            promise.unlink(all.get(i));
            int left = 999 - i;
            assertTrue(waiters(promise) <= Math.max(2 * left, left + 1), "of " + left);
        }
        assertEquals(0, waiters(promise));
    }

    @Test
    void whatPollsBesideManyOthersLeavesNothing() throws ReflectiveOperationException {
        for (int i = 0; i < 100; i++) {
            FutureRaces.Waiter.of(promise);
        }
        for (int i = 0; i < 100; i++) {
            promise.unlink(FutureRaces.Waiter.of(promise));
            assertEquals(100, waiters(promise));
        }
    }

    @Test
    void aWaiterThatGaveUpIsNotWoken() {
        List<String> ran = new ArrayList<>();
        CompletionCallback gone = CompletionCallback.on(promise, () -> ran.add("gone"));
        for (int i = 0; i < 100; i++) {
            FutureRaces.Waiter.of(promise);
        }
        gone.forget();
        promise.complete("value");
        assertEquals(List.of(), ran);
    }

    @Test
    void timedReadsLeaveNothing() throws ReflectiveOperationException {
        for (int i = 0; i < 500; i++) {
            assertThrows(ActorTimeoutException.class, () -> promise.get(Duration.ofNanos(200_000)));
        }
        assertEquals(0, waiters(promise));
    }

    /** Names the thread that will reply. */
    private static final class Owned extends LocalPromise<Object> {
        private static final long serialVersionUID = 1;

        Owned() {
            FirstUse.prepare();
            setExclusiveOwnerThread(Thread.currentThread());
        }

        Thread owner() {
            return getExclusiveOwnerThread();
        }
    }

    @Test
    void aDoneFutureNamesNoThread() {
        Owned completed = new Owned();
        Owned failed = new Owned();
        completed.complete("value");
        failed.fail(new IllegalStateException());
        assertNull(completed.owner());
        assertNull(failed.owner());
    }

    @Test
    void aDoneFutureRefersToItsValueAlone() throws ReflectiveOperationException {
        promise.completedBy(ActorCellRaces.made());
        promise.complete("value");
        assertNull(promise.completer);
        assertNull(promise.next);
        assertNull(promise.message);
        assertEquals(0, waiters(promise));
    }

    @Test
    void aCallbackRunsOnceAndAtOnceIfThePromiseIsDone() throws ReflectiveOperationException {
        List<String> ran = new ArrayList<>();
        CompletionCallback before = CompletionCallback.on(promise, () -> ran.add("before"));
        assertEquals(List.of(), ran);
        promise.complete("value");
        CompletionCallback.on(promise, () -> ran.add("after"));
        before.onCompletion();
        assertEquals(List.of("before", "after"), ran);
        assertEquals(0, waiters(promise));
    }

    @Test
    void repliesThatAnActorOwesAreCountedUntilTheyAreDone() {
        long before = MessageCounts.total().pending();
        promise.completedBy(ActorCellRaces.made());
        assertEquals(before + 1, MessageCounts.total().pending());
        promise.complete("value");
        assertEquals(before, MessageCounts.total().pending());
    }

    @Test
    void theWaitOfAThreadIsFoundAmongThoseOfOthers() {
        assertNull(promise.waitOf(Thread.currentThread()));
        FutureRaces.Waiter.of(promise);
        BlockingWait mine = new BlockingWait(promise, null);
        promise.push(mine);
        FutureRaces.Waiter.of(promise);
        assertSame(mine, promise.waitOf(Thread.currentThread()));
        assertNull(promise.waitOf(new Thread(() -> {})));
        mine.live = false;
        assertNull(promise.waitOf(Thread.currentThread()));
    }

    @Test
    void aThrowableMayBeAValue() {
        Throwable value = new Error("value");
        promise.complete(value);
        assertSame(value, promise.get());
    }

    @Test
    void nullIsAValue() {
        promise.complete(null);
        assertTrue(promise.isDone());
        assertNull(promise.get());
    }

    @Test
    void futuresAndInboxesAreNotSerializable() throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThrows(NotSerializableException.class, () -> out.writeObject(promise));
            assertThrows(NotSerializableException.class, () -> out.writeObject(ActorCellRaces.made()));
        }
    }

    @Test
    void aWaiterWhoseWakeThrowsIsWokenAgainAndTheCompleterHearsNothing() throws InterruptedException {
        LocalPromise<Object> promise = OpenPromise.create();
        CountDownLatch woken = new CountDownLatch(1);
        AtomicInteger wakes = new AtomicInteger();
        promise.push(new CompletionListener() {
            @Override
            public void onCompletion() {
                if (wakes.incrementAndGet() < 10) {
                    throw new OutOfMemoryError("as it were");
                }
                woken.countDown();
            }
        });
        assertTrue(promise.complete("done"));
        assertTrue(woken.await(60, TimeUnit.SECONDS));
    }
}
