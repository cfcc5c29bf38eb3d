package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.ActorRef;
import pykka.api.Promise;
import pykka.api.inspect.Inspection;
import pykka.debug.Tests.Plain;
import pykka.testkit.log.Recorder;

@Timeout(120)
class JcmdTest {
    static List<String> runtimes() {
        return Tests.runtimes();
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void printsWhatTheJvmSaysAndTheActorsThatItDoesNotKnow(String runtime) throws Exception {
        Promise<Object> over = Promise.create();
        ActorRef<Plain> ref = Tests.start(runtime);
        ref.defer(actor -> over.get());
        Tests.await("it waits", () -> Inspection.actor(ref).orElseThrow().waitsFor().isPresent());
        StringBuilder text = new StringBuilder();
        assertTrue(Jcmd.threadPrint(text));
        over.set("over");
        ref.stop();
        assertTrue(text.indexOf("Full thread dump ") >= 0, text::toString);
        assertTrue(text.indexOf("\n\"main\" #") >= 0, text::toString);
        assertTrue(text.indexOf("Locked ownable synchronizers:") >= 0, text::toString);
        assertFalse(text.indexOf("Current state of main ") >= 0, text::toString);
        assertEquals(runtime.equals("virtual"), text.indexOf("\n" + ref + " on virtual: WAITING") >= 0, text::toString);
        assertTrue(text.toString().endsWith("\n1 actor, 1 WAITING\n1 Plain\n"), text::toString);
    }

    static class Main {
        public static void main(String[] args) throws Exception {
            Recorder.listen(record -> System.out.println(record.level() + " " + record.message()));
            for (int i = 0; i < 2; i++) {
                StringBuilder text = new StringBuilder();
                Jcmd.threadPrint(text);
                System.out.println("of the JVM: " + (text.indexOf("Full thread dump ") >= 0));
                System.out.println("of the library: " + (text.indexOf("Current state of main (ident: ") >= 0));
                System.out.println("numbers: " + text.toString().endsWith("\n0 actors\n"));
            }
        }
    }

    /** Without jdk.jfr the bean is there, but does not know the command. */
    @ParameterizedTest
    @CsvSource({"jdk.jfr,InstanceNotFoundException", "jdk.management,ReflectionException"})
    void faultI4WithoutTheCommandTheLibrarysOwnDumpIsPrintedAndOneInfoSaysSo(String there, String reason) throws Exception {
        List<String> lines = Jvm.run(List.of("--limit-modules", "java.management,java.instrument," + there), Main.class).lines();
        List<String> dump = List.of("of the JVM: false", "of the library: true", "numbers: true");
        assertEquals("INFO The JVM's own thread dump cannot be had (javax.management." + reason + "), it needs the modules"
                + " jdk.management and jdk.jfr; the library's own is used instead", lines.get(0));
        assertEquals(dump, lines.subList(1, 4));
        assertEquals(dump, lines.subList(4, lines.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.base", "jdk.unsupported"})
    void withoutAnyManagementTheStacksAreReadAllTheSame(String modules) throws Exception {
        List<String> lines = Jvm.run(List.of("--limit-modules", modules), Main.class).lines();
        assertTrue(lines.get(0).startsWith("INFO The JVM's own thread dump cannot be had ("), lines::toString);
        assertEquals(List.of("of the JVM: false", "of the library: true", "numbers: true"), lines.subList(1, 4));
    }

    @Test
    void faultI4WithAttachingDisabledItWorksAsBefore() throws Exception {
        List<String> lines = Jvm.run(List.of("-XX:+DisableAttachMechanism"), Main.class).lines();
        List<String> dump = List.of("of the JVM: true", "of the library: false", "numbers: true");
        assertEquals(dump, lines.subList(0, 3));
        assertEquals(dump, lines.subList(3, lines.size()));
    }
}
