package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pykka.api.Actor;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;
import pykka.testkit.log.Recorder;

/** The jar as an agent: from the start, and loaded by jcmd into a JVM that has the library, and not pykka.debug. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class AgentTest {
    @TempDir
    static Path directory;
    private static Path jar;

    @BeforeAll
    static void makeJar() throws IOException {
        jar = DebugJar.in(directory);
    }

    /** Prints what is logged, until it is killed. */
    static final class Main {
        public static void main(String[] args) throws InterruptedException {
            Recorder.listen(record -> System.out.println("logged " + record.level() + " "
                    + record.message().lines().findFirst().orElse("")));
            if (args.length == 0) {
                Actor.start(Tests.Plain::new);
            }
            System.out.println("ready");
            while (true) {
                Thread.sleep(10);
                if (Tests.isWatched()) {
                    System.out.println("watched");
                    Thread.sleep(Long.MAX_VALUE);
                }
            }
        }
    }

    private static Child start(List<String> options, Object... arguments) throws IOException {
        return Jvm.of(Main.class, arguments).with(options)
                .classPath(List.of(Jvm.TESTS, Jvm.THREADING, Jvm.API, Jvm.TESTKIT, Jvm.SLF4J)).start();
    }

    /** Returns what jcmd says. */
    private static String load(Child child, String... options) throws Exception {
        return ChildJvm.tool("jcmd").with(Long.toString(child.pid()), "JVMTI.agent_load", jar.toString()).with(options).run().expect(0)
                .text();
    }

    @Test
    void jcmdWithoutOptionsLogsTracebacks() throws Exception {
        try (Child child = start(List.of())) {
            child.await("ready");
            assertTrue(load(child).contains("return code: 0"));
            child.await("logged ERROR Current state of main (ident: ");
            child.await("logged ERROR 1 actor, 1 IDLE");
        }
    }

    @Test
    void jcmdWithOptionsSwitchesOn() throws Exception {
        try (Child child = start(List.of())) {
            child.await("ready");
            assertTrue(load(child, "watchdog:30s,dogwatch").contains("return code: 0"));
            child.await("watched");
            child.await("logged WARN pykka.debug: not understood: 'dogwatch'. Right are ");
        }
    }

    @Test
    void jcmdDoesNothingToAJvmWithoutActors() throws Exception {
        try (Child child = start(List.of(), "no actor")) {
            child.await("ready");
            assertTrue(load(child).contains("return code: 0"));
            assertTrue(load(child, "watchdog").contains("return code: 0"));
            assertTrue(child.lines().stream().noneMatch(line -> line.startsWith("logged") || line.contains("xception")), child::toString);
        }
    }

    @Test
    void agentFromTheStartSwitchesOnWhenTheLibraryIsLoaded() throws Exception {
        try (Child child = start(List.of("-javaagent:" + jar + "=watchdog:30s"))) {
            child.await("watched");
        }
    }

    @Test
    void agentFromTheStartWithoutOptionsDoesNothing() throws Exception {
        try (Child child = start(List.of("-javaagent:" + jar))) {
            child.await("ready");
            assertTrue(load(child).contains("return code: 0"));
            child.await("logged ERROR 1 actor, 1 IDLE");
        }
    }
}
