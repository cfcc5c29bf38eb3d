package pykka.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.cluster.FaultyNodes.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.childjvm.Child;
import pykka.cluster.internal.engine.NodeJvm;
import pykka.cluster.internal.engine.TestKeys;
import pykka.tck.support.Limit;

/**
 * What users of a node see when other nodes, of real JVMs, fail. With {@code -Dpykka.cluster.kills=100} a hundred nodes are
 * killed, each in the middle of up to 100,000 asks: all of these must end within the detection time, and none may be handled twice.
 */
class ClusterFaultTest {
    private static final Duration DETECTION = Duration.ofSeconds(4);
    private static final int KILLS = Integer.getInteger("pykka.cluster.kills", 1);

    private FaultyNodes nodes;

    @TempDir
    private Path directory;

    @AfterEach
    void closeAllNodes() {
        nodes.close();
    }

    @Test
    void nodesWithoutNamesAreCalledByHostAndPort() throws Exception {
        nodes = new FaultyNodes(DETECTION);
        assertTrue(nodes.here.self().name().matches("127\\.0\\.0\\.1:\\d+"), nodes.here::toString);
        nodes.start("-").await("sees 2");
        String name = nodes.here.nodes().get(1).name();
        assertTrue(name.matches("127\\.0\\.0\\.1:\\d+"), name);
    }

    /** All nodes, whichever of them it knows. */
    @Test
    void aNodeThatKnowsAnyNodeMeetsAll() throws Exception {
        nodes = new FaultyNodes(DETECTION);
        Child second = nodes.start("-");
        second.await("sees 2");
        Child third = nodes.start("-");
        third.await("sees 3");
        second.await("sees 3");
        nodes.startAt(FaultyNodes.port(third.await("ready"))).await("sees 4");
        second.await("sees 4");
        eventually(() -> nodes.here.findAll("echo").size() == 3);
    }

    @Test
    void allAsksToAKilledNodeEnd() throws Exception {
        nodes = new FaultyNodes(DETECTION);
        for (int i = 0; i < KILLS; i++) {
            killInTheMiddleOfAsks(directory.resolve("handled" + i));
        }
    }

    private void killInTheMiddleOfAsks(Path file) throws Exception {
        int all = TestNode.NUMBERS;
        Semaphore open = new Semaphore(10_000);
        Child other = nodes.start(file);
        ActorRef<Object> echo = nodes.echo();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean killed = new AtomicBoolean();
        int[] answers = new int[all];
        Executor apart = task -> new Thread(task).start();
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < all && !killed.get(); i++) {
                int number = i;
                open.acquireUninterruptibly();
                sent.incrementAndGet();
                echo.askAsync(new Numbered(number, "", number, false, null)).onComplete((answer, failure) -> {
                    if (failure == null && answer.equals(number)) {
                        answers[number]++;
                        answered.incrementAndGet();
                    } else if (failure instanceof ActorDeadException) {
                        failed.incrementAndGet();
                    }
                    open.release();
                });
            }
        }, apart);
        eventually(() -> answered.get() > all / 4);
        Limit limit = Limit.of(DETECTION);
        other.signal("KILL");
        killed.set(true);
        asked.join();
        eventually(() -> answered.get() + failed.get() == sent.get());
        assertFalse(limit.isOver());
        assertTrue(failed.get() > 0, "killed too late");
        Marks handled = new Marks(file, all);
        for (int i = 0; i < all; i++) {
            assertTrue(handled.get(i) <= 1 && handled.get(i) >= answers[i], i + " handled " + handled.get(i) + " times");
        }
        Files.delete(file);
    }

    @Test
    void asksToAFrozenNodeFailAndItComesBackWithFreshReferences() throws Exception {
        nodes = new FaultyNodes(DETECTION);
        Child other = nodes.start("-");
        ActorRef<Object> echo = nodes.echo();
        Future<ActorEnd> end = echo.whenStopped();
        assertEquals("hello", echo.ask("hello"));
        Limit limit = Limit.of(DETECTION);
        other.signal("STOP");
        List<Future<Object>> asks = IntStream.range(0, 1_000).mapToObj(echo::askAsync).toList();
        for (Future<Object> ask : asks) {
            assertThrows(ActorDeadException.class, () -> ask.get(Duration.ofSeconds(60)));
        }
        assertFalse(limit.isOver());
        assertEquals(ActorEnd.Reason.NODE_LEFT, end.get(Duration.ofSeconds(60)).reason());
        assertEquals(List.of(), nodes.here.findAll("echo"));
        other.signal("CONT");
        assertEquals("again", nodes.echo().ask("again"));
        assertThrows(ActorDeadException.class, () -> echo.ask("old"));
        assertThrows(ActorDeadException.class, () -> echo.tell("old"));
    }

    @Test
    void aSlowNodeHasSendersWaitThenRefusesThemAndLosesNothing() throws Exception {
        int most = 1 << 20;
        Duration wait = Duration.ofSeconds(1);
        nodes = new FaultyNodes(Duration.ofSeconds(60), null, options -> options.maxQueued(most).askLimit(wait));
        Child other = nodes.start("-");
        ActorRef<Object> echo = nodes.echo();
        other.signal("STOP");
        byte[] message = new byte[10_000];
        AtomicInteger accepted = new AtomicInteger();
        long[] begin = new long[1];
        ActorInboxFullException e = assertThrows(ActorInboxFullException.class, () -> {
            while (accepted.get() < 100_000) {
                begin[0] = System.nanoTime();
                echo.tell(message);
                accepted.incrementAndGet();
            }
        });
        assertTrue(System.nanoTime() - begin[0] >= wait.toNanos(), "did not wait");
        assertTrue(e.getMessage().contains(nodes.here.nodes().get(1).name()), e.getMessage());
        // as many bytes in the queue as on the way, and what is in hand
        assertTrue(accepted.get() * 10_000L < 3L * most, () -> accepted + " accepted");
        assertThrows(ActorInboxFullException.class, () -> echo.ask(message, Duration.ofMillis(100)));
        other.signal("CONT");
        eventually(() -> Long.valueOf(accepted.get()).equals(echo.ask("handled", Duration.ofSeconds(60))));
        assertEquals(0, nodes.here.lost());
    }

    @Test
    void garbageOnThePortChangesNothing() throws Exception {
        nodes = new FaultyNodes(DETECTION);
        nodes.start("-").await("sees 2");
        ActorRef<Object> echo = nodes.echo();
        Random random = new Random(1);
        for (int i = 0; i < 30; i++) {
            byte[] bytes = new byte[1 + i * 100];
            random.nextBytes(bytes);
            send(bytes);
        }
        send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        SSLSocket tls = (SSLSocket) SSLSocketFactory.getDefault().createSocket(InetAddress.getLoopbackAddress(), nodes.port());
        try (tls) {
            tls.setSoTimeout(10_000);
            assertThrows(IOException.class, tls::startHandshake);
        }
        assertEquals("still", echo.ask("still"));
        assertEquals(2, nodes.here.nodes().size());
        nodes.start("-").await("sees 3");
    }

    private void send(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), nodes.port())) {
            socket.getOutputStream().write(bytes);
        }
    }

    @Test
    void aNodeWithAnotherKeyDoesNotJoin() throws Exception {
        Path ours = TestKeys.make(directory, "ours");
        nodes = new FaultyNodes(DETECTION, ours, options -> options);
        List<Child> strangers = List.of(nodes.start("-", TestKeys.make(directory, "theirs")), nodes.start("-"));
        strangers.forEach(stranger -> stranger.await("ready"));
        nodes.start("-", ours).await("sees 2");
        assertEquals("hello", nodes.echo().ask("hello"));
        assertEquals(2, nodes.here.nodes().size());
        assertEquals(1, nodes.here.findAll("echo").size());
        strangers.forEach(stranger -> assertTrue(stranger.lines().stream().noneMatch("sees 2"::equals), stranger::toString));
    }

    @Test
    void anOlderRecordFailsItsMessageAlone() throws Exception {
        nodes = new FaultyNodes(DETECTION);
        List<Path> path = new ArrayList<>(NodeJvm.classPath());
        path.add(0, version("old", "long id"));
        nodes.start(TestNode.class, path, "-");
        ActorRef<Object> echo = nodes.echo();
        try (URLClassLoader newer = new URLClassLoader(new URL[] {version("new", "long id, String name").toUri().toURL()},
                getClass().getClassLoader())) {
            Object item = newer.loadClass("com.acme.skew.Item").getConstructors()[0].newInstance(1L, "tea");
            ClusterException e = assertThrows(ClusterException.class, () -> echo.ask(item));
            assertTrue(e.getMessage().contains("record com.acme.skew.Item has other components"), e.getMessage());
            echo.tell(item);
            assertEquals("next", echo.ask("next"));
            assertEquals(1L, echo.ask("handled"));
        }
        try (URLClassLoader same = new URLClassLoader(new URL[] {version("same", "long id").toUri().toURL()},
                getClass().getClassLoader())) {
            assertEquals("Item[id=1]", echo.ask(same.loadClass("com.acme.skew.Item").getConstructors()[0].newInstance(1L)));
        }
        assertEquals(2, nodes.here.nodes().size());
    }

    private Path version(String name, String components) throws IOException {
        Path source = Files.createDirectories(directory.resolve(name).resolve("com/acme/skew")).resolve("Item.java");
        Files.writeString(source, "package com.acme.skew; public record Item(" + components + ") implements java.io.Serializable {}");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", source.toString()));
        return directory.resolve(name);
    }
}
