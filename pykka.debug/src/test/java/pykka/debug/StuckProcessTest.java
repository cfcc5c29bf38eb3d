package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;
import pykka.testkit.log.Recorder;

/** What a user types who has a process that is deadlocked. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class StuckProcessTest {
    /** Asks another one when both are at it. */
    static class Asker extends Actor {
        static final CountDownLatch BOTH = new CountDownLatch(2);

        @Override
        protected Object onReceive(Object message) throws Exception {
            BOTH.countDown();
            BOTH.await();
            return ((ActorRef<?>) message).ask("never answered");
        }
    }

    static class Ping extends Asker {}

    static class Pong extends Asker {}

    /** Two actors that wait for each other, on a runtime or on none. The policy is that of the property. */
    static class Main {
        public static void main(String[] args) throws Exception {
            Recorder.listen(record -> System.out.println(record.level() + " " + record.marker() + " " + record.message()));
            SignalHook.install("USR1");
            if (!args[0].equals("none")) {
                ActorOptions options = ActorOptions.defaults().runtime(args[0]);
                ActorRef<Ping> ping = Actor.start(Ping::new, options);
                ActorRef<Pong> pong = Actor.start(Pong::new, options);
                ping.tell(pong);
                pong.tell(ping);
                Tests.await("they are deadlocked", () -> !Deadlocks.find().isEmpty());
            }
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    static Child start(String runtime, String... options) throws Exception {
        Child child = Jvm.of(Main.class, runtime).with(options).start();
        try {
            child.await("ready");
            return child;
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }

    @Test
    void jcmdPrintsTheDeadlockWithTheNamesOfBothActors() throws Exception {
        try (Child child = start("threading", "-Dpykka.deadlock=warn")) {
            String printed = ChildJvm.tool("jcmd").with(Long.toString(child.pid()), "Thread.print").run().expect(0).text();
            String found = printed.substring(printed.indexOf("Found one Java-level deadlock:"));
            Set<String> edges = Pattern.compile("\"(\\w+)-\\d+\":\\s+waiting for ownable synchronizer 0x[0-9a-f]+, "
                    + "\\(a pykka\\.api\\.internal\\.promise\\.LocalPromise\\),\\s+which is held by \"(\\w+)-\\d+\"")
                    .matcher(found).results().map(match -> match.group(1) + " -> " + match.group(2)).collect(Collectors.toSet());
            assertEquals(Set.of("Ping -> Pong", "Pong -> Ping"), edges, printed);
            assertTrue(child.toString().contains("WARN null Deadlock: P"), child::toString);
        }
    }

    @Test
    void signalLogsTheDeadlockAndTheStacksOfBothActors() throws Exception {
        try (Child child = start("threading", "-Dpykka.deadlock=off")) {
            child.signal("USR1");
            child.await("ERROR CRITICAL 2 actors, 2 WAITING");
            List<String> lines = child.lines();
            assertTrue(child.await("ERROR CRITICAL Deadlock:").matches("(P.ng) \\(.*\\) -> (P.ng) \\(.*\\) -> \\1 \\(.*\\)"),
                    child::toString);
            for (String actor : List.of("Ping", "Pong")) {
                int begin = lines.indexOf(lines.stream()
                        .filter(line -> line.matches("ERROR CRITICAL Current state of " + actor + "-\\d+ \\(ident: \\d+\\):"))
                        .findFirst().orElseThrow());
                assertTrue(lines.get(begin + 1).startsWith("WAITING for pykka.api.internal.promise.LocalPromise@"), child::toString);
                assertTrue(lines.get(begin + 2).startsWith(actor + " (urn:uuid:"), child::toString);
                int end = begin + 3;
                while (lines.get(end).startsWith("\t")) {
                    end++;
                }
                assertTrue(lines.subList(begin + 3, end).stream().anyMatch(line -> line.contains("StuckProcessTest$Asker.onReceive(")),
                        child::toString);
            }
        }
    }
}
