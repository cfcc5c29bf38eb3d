package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.childjvm.Ended;

/** The system has no more threads to give. Needs the tools of util-linux. */
class ThreadLimitTest {
    private static final int LIMIT = 200;
    /** Not below twice the limit; newer JDKs try again for some time before they refuse. */
    private static final int STARTS = Math.max(2 * LIMIT, Tests.scaled(2_000));
    /** A user who has no other processes, as a rule. */
    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    static class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    static class Main {
        public static void main(String[] args) {
            ActorOptions threading = ActorOptions.defaults().runtime("threading");
            ActorOptions held = ActorOptions.defaults().runtime(new OneThreadRuntime());
            Actor.start(Echo::new, threading).stop(); // loads all classes
            List<ActorRef<Echo>> started = new ArrayList<>();
            int refused = 0;
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                try {
                    started.add(Actor.start(Echo::new, threading));
                } catch (OutOfMemoryError e) {
                    refused++;
                    if (refused == 1) {
                        System.out.println("because " + e.getMessage());
                    }
                }
            }
            System.out.println("refused " + refused);
            System.out.println("started " + started.size());
            System.out.println("registered " + ActorRegistry.getAll().size());
            System.out.println("running " + Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("Echo-")).count());
            System.out.println("answering " + started.stream().filter(ref -> ref.ask("?").equals("?")).count());
            try {
                Actor.start(Echo::new, held); // needs the thread that keeps the JVM alive
                System.out.println("held");
            } catch (OutOfMemoryError e) {
                System.out.println("not held, registered " + ActorRegistry.getAll().size());
            }

            long begin = System.nanoTime();
            long ended = ActorRegistry.stopAll().values().stream().filter(end -> end).count();
            System.out.println("stopped " + ended + " within " + (System.nanoTime() - begin) / 1_000_000);
            System.out.println("left " + ActorRegistry.getAll().size());
            System.out.println("again " + Actor.start(Echo::new, threading).ask("threading"));
            System.out.println("again " + Actor.start(Echo::new, held).ask("held"));
            ActorRegistry.stopAll();
        }
    }

    static boolean limitsCanBeSet() {
        return Files.isExecutable(Path.of("/usr/bin/prlimit")) && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    }

    @Test
    @EnabledIf("limitsCanBeSet")
    void faultG6ARefusedThreadFailsItsStartAndNothingElse() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Path> readable = Stream.of(Jvm.TESTS, Jvm.THREADING, Jvm.API, Jvm.TESTKIT, Jvm.SLF4J)
                .map(this::copy).toList();
        // the JVM ends a compiler's thread that was idle for half a second, and somebody else would get its place
        Ended ended = Jvm.of(Main.class, STARTS).under(limited()).classPath(readable)
                .with("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UseDynamicNumberOfCompilerThreads").run().expect(0);

        long started = ended.number("started");
        assertTrue(started > 0 && started < STARTS, ended::toString);
        assertEquals(STARTS, started + ended.number("refused"), ended::toString);
        assertTrue(ended.the("because").contains("native thread"), ended::toString);
        assertEquals(started, ended.number("registered"), ended::toString);
        assertEquals(started, ended.number("running"), ended::toString);
        assertEquals(started, ended.number("answering"), ended::toString);
        assertEquals(started, ended.number("not held, registered"), ended::toString);
        String[] stopped = ended.the("stopped").split(" within ");
        assertEquals(started, Long.parseLong(stopped[0]), ended::toString);
        assertTrue(Long.parseLong(stopped[1]) < Tests.slack(Duration.ofSeconds(5)).toMillis(), ended::toString);
        assertEquals(0, ended.number("left"), ended::toString);
        assertEquals(List.of("threading", "held"), ended.all("again"), ended::toString);
    }

    /** The limit holds for all threads of a user, and not for root: nobody gets it, or we on top of what we have. */
    private static List<String> limited() throws IOException {
        int user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return user == 0
                ? List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "prlimit", "--nproc=" + LIMIT)
                : List.of("prlimit", "--nproc=" + (threadsOf(user) + LIMIT));
    }

    private static long threadsOf(int user) throws IOException {
        long all = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                try (Stream<Path> threads = Files.list(process.resolve("task"))) {
                    if (Files.getAttribute(process, "unix:uid").equals(user)) {
                        all += threads.count();
                    }
                } catch (IOException e) {
                    // it has ended meanwhile
                }
            }
        }
        return all;
    }

    /** To where another user may read it. */
    private Path copy(Path from) {
        Path to = directory.resolve(Integer.toString(from.hashCode())).resolve(from.getFileName());
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to;
    }
}
