package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.childjvm.Ended;
import pykka.testkit.log.Recorder;
import user.Watched;

@Timeout(120)
class SwitchesTest {
    @RegisterExtension
    final Logged logged = new Logged();

    static boolean isBeanThere() {
        try {
            return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(Jmx.NAME));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatATextNamesIsOnUntilItIsClosed() {
        Switches switches = Switches.open("jmx, watchdog:30s,jfr:10ms");
        assertEquals(List.of(), logged.warnings());
        assertTrue(isBeanThere());
        assertTrue(Tests.isWatched());
        switches.close();
        Tests.await("all is off", () -> !isBeanThere() && !Tests.isWatched());
        Switches.open("jmx,jfr,watchdog").close();
        assertEquals(List.of(), logged.warnings());
    }

    @Test
    void emptyTextSwitchesNothingOn() {
        Switches.open(" , ").close();
        assertEquals(List.of(), logged.warnings());
    }

    @Test
    void allThatIsNotUnderstoodIsOneWarningThatSaysWhatIsRight() {
        Switches switches = Switches.open("jxm,jmx:1,watchdog:soon,watchdog:0s,watchdog:30s,jfr:-1s");
        assertTrue(Tests.isWatched());
        switches.close();
        assertEquals(List.of("pykka.debug: not understood: 'jxm', 'jmx:1', 'watchdog:soon', 'watchdog:0s', 'jfr:-1s'. Right are"
                + " signal:USR1, jmx, jfr:10ms, watchdog:10s, separated by commas; a duration is a number with ms, s or m"),
                logged.warnings());
    }

    @Test
    void whatIsOnAlreadyIsAWarningAndStaysOn() {
        Switches first = Switches.open("jmx");
        Switches.open("jmx").close();
        assertTrue(isBeanThere());
        assertEquals(1, logged.warnings().size());
        assertTrue(logged.warnings().get(0).startsWith("Not switched on: jmx: There is an MBean "), logged.warnings()::toString);
        first.close();
    }

    /** Starts an actor, and prints what is on, and what was logged. */
    static final class Main {
        public static void main(String[] args) {
            List<String> warned = new ArrayList<>();
            Recorder.listen(record -> warned.add(record.message()));
            System.out.println("before: " + isBeanThere());
            Actor.start(Tests.Plain::new).stop();
            System.out.println("after: " + isBeanThere());
            System.out.println("warned: " + warned.stream().filter(text -> text.contains("pykka.debug")).toList());
        }
    }

    @Test
    void propertyOfTheJvmSwitchesOnWithoutCode() throws Exception {
        Ended ended = Jvm.run(List.of("-Dpykka.debug=jmx,jxm"), Main.class);
        assertEquals("false", ended.the("before:"));
        assertEquals("true", ended.the("after:"));
        assertTrue(ended.the("warned:").startsWith("[pykka.debug: not understood: 'jxm'. Right are "), ended::toString);
    }

    @Test
    void modulesOfTheModulePathAreBoundByTheProperty() throws Exception {
        Ended ended = Jvm.of(Watched.class).with("-Dpykka.debug=watchdog", "--add-modules", "pykka.api")
                .modulePath(List.of(Jvm.API, Jvm.DEBUG, Jvm.THREADING, Jvm.SLF4J)).classPath(List.of(Jvm.TESTS, Jvm.TESTKIT)).run();
        assertEquals("true", ended.expect(0).the("watched:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pykka.debug"})
    void propertyWithoutThisModuleIsAWarning(String value) throws Exception {
        Ended ended = Jvm.of(Alone.class).with("-Dpykka.debug=" + value)
                .classPath(List.of(Jvm.TESTS, Jvm.API, Jvm.THREADING, Jvm.TESTKIT, Jvm.SLF4J)).run();
        assertEquals(value.isEmpty() ? "[]" : "[The property pykka.debug has no effect: there is no module pykka.debug on the module"
                + " path or class path]", ended.expect(0).the("warned:"));
    }

    static final class Alone extends Actor {
        public static void main(String[] args) {
            List<String> warned = new ArrayList<>();
            Recorder.listen(record -> warned.add(record.message()));
            Actor.start(Alone::new).stop();
            System.out.println("warned: " + warned.stream().filter(text -> text.contains("pykka.debug")).toList());
        }
    }
}
