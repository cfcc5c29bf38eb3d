package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;

/** The heap is full before any actor of the JVM has ended. */
class FullHeapTest {
    /** How long the heap stays full. */
    private static final long FULL_NANOS = 200_000_000;

    /** Fails with the heap full, when it is told to. */
    static final class Fails extends Actor {
        private static final IllegalStateException BOOM = new IllegalStateException("boom");
        private final CountDownLatch full;

        Fails(CountDownLatch full) {
            this.full = full;
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            full.await();
            throw BOOM;
        }
    }

    static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    /** Fills the heap as long as actors fail, then looks whether all are answered, and the pool goes on. */
    static final class Main {
        public static void main(String[] args) {
            ActorOptions pooled = ActorOptions.defaults().runtime("pooled");
            CountDownLatch full = new CountDownLatch(1);
            List<Future<?>> behind = new ArrayList<>();
            List<ActorRef<Fails>> refs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ActorRef<Fails> ref = Actor.start(() -> new Fails(full), pooled);
                ref.tell("message");
                refs.add(ref);
                behind.add(ref.askAsync("behind"));
                behind.add(ref.stopAsync());
                behind.add(ref.whenStopped());
            }
            ActorRef<Echo> idle = Actor.start(Echo::new, pooled);
            idle.ask("ready");
            Future<Object> woken = idle.askAsync(1); // it may be that nobody runs it before the heap is full
            fillWhile(full);
            for (Future<?> future : behind) {
                try {
                    future.get(Duration.ofSeconds(10));
                } catch (RuntimeException | Error e) {
                    System.out.println("failed " + e.getClass().getSimpleName());
                }
            }
            refs.forEach(ref -> System.out.println("alive " + ref.isAlive()));
            try {
                System.out.println("woken " + woken.get(Duration.ofSeconds(10)));
            } catch (RuntimeException | Error e) {
                System.out.println("woken failed " + e.getClass().getSimpleName());
            }
            idle.stop(Duration.ofSeconds(10));
            for (int i = 0; i < 8; i++) {
                System.out.println("echo " + Actor.start(Echo::new, pooled).ask(i, Duration.ofSeconds(10)));
            }
            System.exit(0);
        }

        private static void fillWhile(CountDownLatch full) {
            Object[] all = null;
            for (int size = 1 << 20; size >= 1; size /= 2) {
                try {
                    while (true) {
                        Object[] more = new Object[size];
                        more[0] = all;
                        all = more;
                    }
                } catch (OutOfMemoryError e) {
                    // the next smaller ones
                }
            }
            full.countDown();
            for (long end = System.nanoTime() + FULL_NANOS; all != null && System.nanoTime() < end;) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void actorsThatEndWhileTheHeapIsFullAnswerAllAndThePoolGoesOn(@TempDir Path home) throws IOException, InterruptedException {
        Path output = home.resolve("output.txt");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx24m",
                "-XX:+UseSerialGC", "-cp", classPath(), Main.class.getName())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "stuck: " + read(output));
        } finally {
            process.destroyForcibly();
        }
        String text = read(output);
        assertEquals(0, process.exitValue(), text);
        assertEquals(List.of(), text.lines().filter(line -> line.equals("alive true") || line.contains("Timeout")).toList(), text);
        assertEquals(8, text.lines().filter(line -> line.startsWith("echo ")).count(), text);
        assertEquals(1, text.lines().filter(line -> line.startsWith("woken ")).count(), text);
    }

    /** Also where the build runs this on the module path. */
    private static String classPath() {
        return Stream.of(FullHeapTest.class, PooledRuntime.class, Actor.class, Logger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
