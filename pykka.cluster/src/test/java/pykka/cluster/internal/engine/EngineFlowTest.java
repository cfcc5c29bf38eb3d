package pykka.cluster.internal.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.childjvm.Child;

/** Senders that wait, and what ends their waits. */
class EngineFlowTest extends EngineCase {
    /** Sends until the node has left. */
    private void send(JGroupsEngine engine, String node, AtomicLong sent) {
        for (long i = 0; recorder.nodes.contains(node); i++) {
            engine.send(node, ByteBuffer.allocate(10_000).putLong(i).array(), 0, 10_000);
            sent.incrementAndGet();
        }
    }

    /** Its buffers are full, so the thread that writes to it waits, too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void senderToAFrozenNodeWaitsUntilItHasLeft(boolean withTls) throws Exception {
        String[] key = withTls ? new String[] {TestKeys.make(directory, "ours").toString()} : new String[0];
        nodes = new TestNodes(DETECTION, withTls ? TestKeys.context(key[0], key[0]) : null);
        JGroupsEngine engine = nodes.here("here", recorder);
        Child other = nodes.apart("other", "stay", key);
        other.await("ready 1");
        Child third = nodes.apart("third", "stay", key);
        third.await("ready 2");
        await().until(() -> recorder.events.size() == 2);
        String node = recorder.nodes.get(recorder.events.indexOf("+other"));
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> flood = apart(() -> send(engine, node, sent));
        await().until(() -> sent.get() > 1_000);
        other.signal("STOP");
        await().atMost(DETECTION).until(() -> recorder.events.contains("-other"));
        await().atMost(Duration.ofSeconds(1)).until(flood::isDone);
        assertTrue(third.lines().stream().noneMatch(line -> line.equals("left here")));
        // and a node can join that frozen one's place
        nodes.apart("fourth", "stay", key).await("ready 2");
        assertEquals(List.of("-other", "+fourth"), recorder.events.subList(2, 4));
    }

    /** Runs code on a thread of its own: the common pool, which starts the other JVMs, may have but one. */
    private static CompletableFuture<Void> apart(Runnable code) {
        return CompletableFuture.runAsync(code, command -> new Thread(command).start());
    }

    @Test
    void interruptOfASenderThatWaitsIsKept() throws Exception {
        nodes = new TestNodes(DETECTION, null);
        JGroupsEngine engine = nodes.here("here", recorder);
        Child other = nodes.apart("other", "stay");
        other.await("ready 1");
        await().until(() -> recorder.nodes.size() == 1);
        String node = recorder.nodes.get(0);
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread sender = new Thread(() -> {
            send(engine, node, sent);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        sender.start();
        other.signal("STOP");
        await().until(() -> sent.get() > 100 && sender.getState() == Thread.State.TIMED_WAITING);
        long before = sent.get();
        sender.interrupt();
        assertThrows(TimeoutException.class, () -> interrupted.get(500, TimeUnit.MILLISECONDS));
        assertEquals(before, sent.get());
        assertTrue(interrupted.get(DETECTION.toSeconds() * 2, TimeUnit.SECONDS));
    }

    @Test
    void closeEndsTheWaitOfASenderAndAllThreads() throws Exception {
        nodes = new TestNodes(Duration.ofSeconds(60), null);
        JGroupsEngine engine = nodes.here("here", recorder);
        Child other = nodes.apart("other", "stay");
        other.await("ready 1");
        await().until(() -> recorder.nodes.size() == 1);
        String node = recorder.nodes.get(0);
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> flood = apart(() -> send(engine, node, sent));
        await().until(() -> sent.get() > 100);
        other.signal("STOP");
        await().during(Duration.ofMillis(500)).until(sent::get, count -> count == sent.get());
        engine.close();
        assertThrows(Exception.class, () -> flood.get(1, TimeUnit.SECONDS));
        assertThrows(EngineException.class, () -> engine.send(node, new byte[8], 0, 8));
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName).filter(name -> name.startsWith("pykka-cluster")).collect(Collectors.toList())));
        assertEquals(List.of("+other"), recorder.events);
    }
}
