package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.childjvm.Child;
import pykka.childjvm.Ended;
import pykka.debug.SignalHook.Option;
import pykka.testkit.log.Recorder;

/** Rule S11 of the project's list of security, too. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class SignalHookTest {
    @RegisterExtension
    final Logged logged = new Logged();

    /** How many dumps have begun: each has one record of this thread. */
    private long dumps() {
        return logged.records.stream().filter(record -> record.message().startsWith("Current state of main (ident: ")).count();
    }

    static void raise(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Method raise = type.getMethod("raise", type);
        raise.invoke(null, type.getConstructor(String.class).newInstance(name));
    }

    /** What an application does that handles a signal. Closing puts back what was before. */
    private static AutoCloseable handled(String name, AtomicInteger calls) throws ReflectiveOperationException {
        JvmSignal signal = new JvmSignal(name);
        Object before = signal.handle(signal.handler(calls::incrementAndGet, "the application"));
        return () -> signal.handle(before);
    }

    @Test
    void dumpIsLoggedOnASignalUntilTheHookIsClosed() throws Exception {
        SignalHook hook = SignalHook.install("SIGUSR1");
        assertTrue(hook.isInstalled());
        raise("USR1");
        Tests.await("there is a dump", () -> dumps() == 1 && logged.records.get(logged.records.size() - 1).message().equals("0 actors"));
        assertEquals(List.of(), logged.warnings());
        hook.close();
        assertFalse(hook.isInstalled());
        JvmSignal signal = new JvmSignal("USR1");
        assertTrue(signal.isNone(signal.handle(signal.handler(() -> {}, "another one"))));
        signal.handle(Class.forName("sun.misc.SignalHandler").getField("SIG_DFL").get(null));
    }

    @Test
    void faultI1SignalThatTheApplicationHandlesIsRefused() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AutoCloseable application = handled("USR1", calls);
        try (SignalHook hook = SignalHook.install("USR1")) {
            assertFalse(hook.isInstalled());
            assertEquals(1, logged.warnings().size());
            assertTrue(logged.warnings().get(0).matches(
                    "No dump on signal USR1: the application handles it, by .*\\. Use another one, or Option\\.CHAIN"),
                    logged.warnings()::toString);
            raise("USR1");
            Tests.await("the application handles it", () -> calls.get() == 1);
            assertEquals(0, dumps());
        } finally {
            application.close();
        }
    }

    @Test
    void faultI1ChainedHandlerIsCalledForEachSignalAndPutBack() throws Exception {
        int signals = 20;
        AtomicInteger calls = new AtomicInteger();
        AutoCloseable application = handled("USR1", calls);
        try {
            SignalHook hook = SignalHook.install("USR1", Option.CHAIN);
            assertTrue(hook.isInstalled());
            for (int i = 1; i <= signals; i++) {
                raise("USR1");
                int all = i;
                Tests.await("the application handles it, too", () -> calls.get() == all);
            }
            long dumps = dumps();
            assertTrue(dumps >= 1, "dumps: " + dumps);
            hook.close();
            raise("USR1");
            Tests.await("the application handles it alone", () -> calls.get() == signals + 1);
            assertEquals(dumps, dumps());
            assertEquals(List.of(), logged.warnings());
        } finally {
            application.close();
        }
    }

    @Test
    void whoCameLaterKeepsTheSignalWhenTheHookIsClosed() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        SignalHook hook = SignalHook.install("USR1");
        AutoCloseable application = handled("USR1", calls);
        hook.close();
        raise("USR1");
        Tests.await("the application handles it", () -> calls.get() == 1);
        application.close(); // puts back the hook, which is closed
        AtomicInteger first = new AtomicInteger();
        AutoCloseable next = handled("USR1", first);
        next.close();
        assertEquals(0, dumps());
        try (SignalHook again = SignalHook.install("USR1", Option.CHAIN)) {
            raise("USR1");
            Tests.await("there is a dump", () -> dumps() == 1);
            assertTrue(again.isInstalled());
        } finally {
            new JvmSignal("USR1").handle(Class.forName("sun.misc.SignalHandler").getField("SIG_DFL").get(null));
        }
    }

    /** Names of Windows, too; KILL and SEGV are known, and kept. */
    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "SEGV", "KILL", "BOGUS", "BREAK", "", "A\nB"})
    void faultI2SignalThatCannotBeHandledIsOneWarningAndNoHook(String name) {
        SignalHook hook = SignalHook.install(name, Option.FORCE, Option.CHAIN);
        assertFalse(hook.isInstalled());
        hook.close();
        assertEquals(1, logged.warnings().size());
        assertTrue(logged.warnings().get(0).startsWith("No dump on signal " + name.replace("\n", "\\n") + ": the JVM refuses it ("),
                logged.warnings()::toString);
        assertEquals(1, logged.records.size());
    }

    static class Installs {
        public static void main(String[] args) throws Exception {
            Recorder.listen(record -> {
                if (record.level().equals("WARN")) {
                    System.out.println("WARN: " + record.message());
                }
            });
            System.out.println("installed: " + SignalHook.install(args[0]).isInstalled());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xrs", "-XX:+ReduceSignalUsage"})
    void faultI2SignalsThatTheJvmDoesNotGetAreOneWarning(String option) throws Exception {
        List<String> lines = Jvm.run(List.of(option), Installs.class, "USR1").lines();
        assertEquals(List.of("WARN: No dump on signal USR1: the JVM gets no signals. Start it without -Xrs", "installed: false"), lines);
    }

    @Test
    void faultI3SignalOfTheSamplesOfJfrIsRefusedUnlessForced() {
        assertFalse(SignalHook.install("USR2").isInstalled());
        assertEquals(List.of("No dump on signal USR2: the JVM takes samples for JFR by it. Use USR1, or Option.FORCE"), logged.warnings());
        try (SignalHook forced = SignalHook.install("USR2", Option.FORCE)) {
            assertTrue(forced.isInstalled());
        }
        assertEquals(1, logged.warnings().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void ruleS11SignalThatEndsTheJvmIsRefused(String name) {
        assertFalse(SignalHook.install(name).isInstalled());
        assertFalse(SignalHook.install(name, Option.CHAIN).isInstalled());
        assertEquals(2, logged.warnings().size());
        assertEquals("No dump on signal " + name + ": the JVM ends by it. Use USR1, or Option.FORCE with Option.CHAIN",
                logged.warnings().get(0));
    }

    static class Terminated {
        public static void main(String[] args) {
            Recorder.listen(record -> System.out.println(record.level() + " " + record.message().lines().findFirst().orElse("")));
            System.out.println("installed: " + SignalHook.install("TERM", Option.FORCE, Option.CHAIN).isInstalled());
            for (;;) {
                LockSupport.park();
            }
        }
    }

    @Test
    void forcedAndChainedSignalThatEndsTheJvmDumpsAndEndsIt() throws Exception {
        try (Child child = Jvm.of(Terminated.class).start()) {
            assertEquals("true", child.await("installed:"));
            child.signal("TERM");
            child.end().expect(143);
            child.await("ERROR Current state of main (ident: ");
        }
    }

    @Test
    void faultI4WithoutTheModuleOfSignalsTheWarningNamesTheRemedy() throws Exception {
        List<String> lines = Jvm.run(List.of("--limit-modules", "java.management,jdk.attach,jdk.management,java.instrument"),
                Installs.class, "USR1").lines();
        assertEquals(List.of("WARN: No dump on signal USR1: this JVM has no sun.misc.Signal. Start it with --add-modules jdk.unsupported,"
                + " or let the application's module say 'requires jdk.unsupported'", "installed: false"), lines);
    }

    static class Raises {
        public static void main(String[] args) throws Exception {
            AtomicInteger dumps = new AtomicInteger();
            Recorder.listen(record -> {
                if (record.message().startsWith("Current state of main (ident: ")) {
                    dumps.incrementAndGet();
                }
            });
            try (SignalHook hook = SignalHook.install("USR1")) {
                long begin = System.nanoTime();
                for (int i = 0; i < 1_000; i++) {
                    raise("USR1");
                    if (i % 10 == 0) {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
                System.out.println("ms: " + (System.nanoTime() - begin) / 1_000_000);
                Tests.await("all signals are over", () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("SIGUSR1 ")));
                Tests.await("there is a dump", () -> hook.isInstalled() && dumps.get() > 0);
            }
            System.out.println("dumps: " + dumps);
        }
    }

    @Test
    void ofAThousandSignalsInASecondOneOrTwoLeadToADump() throws Exception {
        Ended ended = Jvm.run(List.of(), Raises.class);
        long seconds = 1 + ended.number("ms:") / 1_000;
        long dumps = ended.number("dumps:");
        assertTrue(dumps >= 1 && dumps <= 1 + seconds, ended::toString);
    }
}
