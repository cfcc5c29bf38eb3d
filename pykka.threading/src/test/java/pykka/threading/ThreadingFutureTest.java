package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.testkit.StopActors;

@ExtendWith(StopActors.class)
class ThreadingFutureTest {
    static class Worker extends Actor {
        private final CountDownLatch go;

        Worker(CountDownLatch go) {
            this.go = go;
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            go.await();
            if (message.equals("fail")) {
                throw new IllegalStateException("as asked");
            }
            return "done";
        }

        Thread thread() {
            return Thread.currentThread();
        }
    }

    @Test
    void oneOfYourOwnIsCompletedByYou() {
        ThreadingFuture<Integer> future = new ThreadingFuture<>();
        assertFalse(future.isDone());
        future.set(3);
        assertEquals(3, future.get());
        assertThrows(IllegalStateException.class, () -> future.set(4));
    }

    @Test
    void itIsTakenWhereAFutureOfTheLibraryIs() {
        ThreadingFuture<Integer> future = new ThreadingFuture<>();
        Future<List<Integer>> all = Futures.joinAll(List.of(future, Futures.of(2)));
        future.set(1);
        assertEquals(List.of(1, 2), all.get());
        assertEquals(List.of(2, 1), Futures.of(2).join(future).get());
        assertEquals(1, future.toCompletableFuture().join());
    }

    /** Were the owner not cleared, the JVM would find deadlocks that are over, and a kept future would keep the actor. */
    @ParameterizedTest
    @ValueSource(strings = {"value", "fail", "behind"})
    void aCompletedOneDoesNotKeepTheThread(String end) {
        CountDownLatch go = new CountDownLatch(1);
        ActorRef<Worker> ref = Actor.start(() -> new Worker(go), ActorOptions.defaults().runtime("threading"));
        Future<Thread> thread = ref.call(Worker::thread);
        ref.tell("wait");
        if (end.equals("behind")) {
            ref.stopAsync();
        }
        Future<Object> reply = ref.askAsync(end);
        go.countDown();
        switch (end) {
            case "fail" -> assertThrows(IllegalStateException.class, reply::get);
            case "behind" -> assertThrows(ActorDeadException.class, reply::get);
            default -> assertEquals("done", reply.get());
        }
        ref.stop();
        WeakReference<Thread> weak = new WeakReference<>(thread.get());
        thread = null;
        assertCollected(weak);
        assertTrue(reply.isDone());
    }

    @Test
    void itIsNotSerializable() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThrows(NotSerializableException.class, () -> out.writeObject(new ThreadingFuture<>()));
        }
    }

    static void assertCollected(WeakReference<?> weak) {
        long begin = System.nanoTime();
        while (weak.get() != null && System.nanoTime() - begin < 10_000_000_000L) {
            System.gc();
            LockSupport.parkNanos(10_000_000);
        }
        assertTrue(weak.get() == null, "still reachable");
    }
}
