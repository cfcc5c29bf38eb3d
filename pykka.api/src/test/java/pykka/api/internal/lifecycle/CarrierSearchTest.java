package pykka.api.internal.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.ContextCarrier;
import pykka.childjvm.ChildJvm;
import pykka.childjvm.Ended;

/** Which context carriers a JVM has, each in one of its own. */
class CarrierSearchTest {
    @TempDir
    Path directory;

    /** Runs each turn on a new thread. */
    private static final class Threads implements ActorRuntime {
        @Override
        public String name() {
            return "threads";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public void start(ActorTask task) {
            wake(task);
        }

        @Override
        public void wake(ActorTask task) {
            ActorThreads.platform("turn", false, () -> task.run(Integer.MAX_VALUE, Long.MAX_VALUE)).start();
        }
    }

    /** Carries the text of a thread. */
    public static final class Courier implements ContextCarrier {
        static final ThreadLocal<String> TEXT = new ThreadLocal<>();

        @Override
        public Carried capture(boolean ask) {
            String text = TEXT.get();
            return () -> {
                TEXT.set(text);
                return failure -> TEXT.remove();
            };
        }
    }

    /** Cannot be made. */
    public static final class Broken implements ContextCarrier {
        public Broken() {
            throw new IllegalStateException("as it is meant to");
        }

        @Override
        public Carried capture(boolean ask) {
            throw new AssertionError();
        }
    }

    /** Tells its text, and sends the first message in its constructor. */
    private static final class Telling extends Actor {
        Telling() {
            actorRef().tell("from the constructor");
        }

        @Override
        protected Object onReceive(Object message) {
            System.out.println(message + ": " + Courier.TEXT.get() + ", " + MDC.get("key"));
            return null;
        }
    }

    static class Main {
        public static void main(String[] args) {
            Courier.TEXT.set("text");
            MDC.put("key", "value");
            ActorRef<Telling> ref = Actor.start(Telling::new, ActorOptions.defaults().runtime(new Threads()));
            ref.ask("asked");
            Courier.TEXT.remove();
            MDC.clear();
            ref.ask("asked again");
            ref.stop();
        }
    }

    private Ended run(String property, String services) throws Exception {
        Files.writeString(Files.createDirectories(directory.resolve("META-INF/services"))
                .resolve(ContextCarrier.class.getName()), services);
        return ChildJvm.java().with("-cp", directory + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                "-Dpykka.context=" + property).main(Main.class.getName()).run().expect(0);
    }

    private static void assertCarried(String expected, Ended ended) {
        assertEquals(List.of("from the constructor: " + expected, "asked: " + expected, "asked again: null, null"),
                ended.lines().stream().filter(line -> line.matches("(from|asked).*")).toList());
    }

    @Test
    void noneIsInUseUnlessOneIsThere() throws Exception {
        Ended ended = run("", "");
        assertCarried("null, null", ended);
        assertEquals(3, ended.lines().size(), ended::toString);
    }

    @Test
    void thoseOfServiceLoaderAreFoundAlsoBesideBrokenOnes() throws Exception {
        Ended ended = run("", Broken.class.getName() + "\nuser.none.None\n" + Courier.class.getName());
        assertCarried("text, null", ended);
        List<String> skipped = ended.lines().stream().filter(line -> line.contains("Context carrier skipped: ")).toList();
        assertEquals(2, skipped.size(), ended::toString);
        assertTrue(skipped.get(0).contains("Broken"), ended::toString);
    }

    @Test
    void thatOfTheMdcIsSwitchedOnByTheProperty() throws Exception {
        Ended ended = run("mdc", "");
        assertCarried("null, value", ended);
        assertEquals(3, ended.lines().size(), ended::toString);
    }

    @Test
    void anotherValueOfThePropertyIsLogged() throws Exception {
        Ended ended = run("nonsense", "");
        assertCarried("null, null", ended);
        assertTrue(ended.lines().stream().anyMatch(
                line -> line.contains("The property pykka.context is 'nonsense': it must be mdc")), ended::toString);
    }
}
