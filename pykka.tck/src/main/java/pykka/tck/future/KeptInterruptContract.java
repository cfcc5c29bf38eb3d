package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Scripted;

/** Which interrupts a future keeps as its failure: those of an actor that its function asked, not those of its reader. */
@Contract
class KeptInterruptContract extends ContractTest {
    KeptInterruptContract(String runtime) {
        super(runtime);
    }

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    @Test
    void ruleC8InterruptOfAReaderThatRunsAFunctionIsNotKept() {
        AtomicInteger runs = new AtomicInteger();
        Promise<String> pending = Promise.create();
        Future<String> derived = Futures.of("x").map(x -> {
            if (runs.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
                pending.get();
            }
            return x;
        });
        assertThrows(ActorInterruptedException.class, derived::get);
        assertTrue(Thread.interrupted());
        assertEquals("x", derived.get());
        assertEquals(2, runs.get());
    }

    /** Reads a future several times, each time by a reader of its own that is not interrupted. */
    private static void assertKept(Throwable expected, Future<?> future) {
        for (int i = 0; i < 3; i++) {
            assertSame(expected, assertThrows(Throwable.class, future::get));
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }

    @Test
    void ruleC8InterruptOfAnActorIsKeptByAFunctionThatAskedIt() {
        for (Throwable thrown : new Throwable[] {new ActorInterruptedException("of the actor"), new InterruptedException()}) {
            ActorRef<?> ref = start(Scripted::new);
            AtomicInteger runs = new AtomicInteger();
            assertKept(thrown, Futures.of(ref).map(asked -> {
                runs.incrementAndGet();
                return asked.ask(code(() -> raise(thrown)));
            }));
            assertEquals(1, runs.get());
        }
    }

    @Test
    void ruleC8InterruptedWaitOfAnActorIsKeptByAFunctionThatAskedIt() {
        ActorRef<?> ref = start(Scripted::new);
        AtomicInteger runs = new AtomicInteger();
        Future<Object> asking = Futures.of(ref).map(asked -> {
            runs.incrementAndGet();
            return asked.ask(code(() -> {
                Thread.currentThread().interrupt();
                return Promise.create().get();
            }));
        });
        assertKept(assertThrows(ActorInterruptedException.class, asking::get), asking);
        assertEquals(1, runs.get());
    }

    @Test
    void ruleC8InterruptOfAnActorIsKeptHoweverTheFunctionLearntOfIt() {
        InterruptedException thrown = new InterruptedException();
        ActorRef<?> ref = start(Scripted::new);
        AtomicInteger runs = new AtomicInteger();
        assertKept(thrown, Futures.of(ref).map(asked -> {
            runs.incrementAndGet();
            try {
                return asked.askAsync(code(() -> raise(thrown))).toCompletableFuture().get();
            } catch (ExecutionException e) {
                return raise(e.getCause());
            }
        }));
        assertEquals(1, runs.get());
    }

    @Test
    void ruleC8InterruptOfAReaderWhoseHookWaitsTheWayOfTheJdkIsNotKept() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Promise<String> hooked = Promise.create();
        hooked.setGetHook(left -> queue.take());
        Future<String> mapped = Futures.of(queue).map(BlockingQueue::take);
        for (Future<String> future : List.of(hooked, mapped)) {
            Background<InterruptedException> reader = Background.run(
                    () -> assertThrows(InterruptedException.class, future::get)).parked();
            reader.thread().interrupt();
            reader.result();
            queue.add("value");
            assertEquals("value", future.get());
        }
    }

    @Test
    void ruleC8InterruptOfAReaderWhoseHookReadsAChannelIsNotKept(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "value");
        Promise<Integer> hooked = Promise.create();
        hooked.setGetHook(left -> {
            try (FileChannel channel = FileChannel.open(file)) {
                return channel.read(ByteBuffer.allocate(10));
            }
        });
        Thread.currentThread().interrupt();
        assertThrows(ClosedByInterruptException.class, hooked::get);
        assertTrue(Thread.interrupted());
        assertEquals(5, hooked.get());
    }
}
