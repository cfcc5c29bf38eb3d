package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.Permission;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorFactory;
import pykka.api.ActorOptions;
import pykka.api.ActorRegistry;
import pykka.api.Futures;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorThreads;
import pykka.childjvm.Ended;

/** The first use of the library is under a security manager that denies what it needs: that may fail, the next one does not. */
@EnabledForJreRange(max = JRE.JAVA_23)
class SecurityManagerTest {
    /** Answers what it is sent. */
    public static class Echo extends Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return message;
        }
    }

    @SuppressWarnings("removal")
    static class Main {
        private static final Duration LIMIT = Duration.ofSeconds(10);
        private static final ActorFactory<Echo> ECHO = Echo::new;
        /** What else is denied breaks classes of the JDK and of the log. */
        private static final Pattern DENIED = Pattern.compile(
                "pykka\\..*|modifyThread|modifyThreadGroup|setContextClassLoader|getClassLoader|shutdownHooks");
        private static volatile boolean denies;

        private static Runnable use(String what) {
            return switch (what) {
                case "start" -> () -> Actor.start(ECHO);
                case "new" -> Echo::new;
                case "options" -> ActorOptions::defaults;
                case "future" -> () -> Futures.of("first").get();
                case "registry" -> ActorRegistry::getAll;
                case "inspection" -> Inspection::counts;
                case "threads" -> () -> ActorThreads.platform("first", true, () -> {});
                case "spin" -> ActorThreads::spin;
                default -> throw new IllegalArgumentException(what);
            };
        }

        public static void main(String[] args) {
            Runnable use = use(args[0]);
            Supplier<String> asked = () -> String.valueOf(Actor.start(ECHO).ask("asked", LIMIT));
            System.out.println("a first line, for what printing needs");
            System.setSecurityManager(new SecurityManager() {
                @Override
                public void checkPermission(Permission permission) {
                    if (denies && DENIED.matcher(permission.getName()).matches()) {
                        throw new SecurityException(permission.toString());
                    }
                }
            });
            String outcome = "used";
            denies = true;
            try {
                use.run();
            } catch (Throwable e) {
                outcome = "refused: " + e;
            } finally {
                denies = false;
            }
            System.out.println("first use: " + outcome);
            System.out.println("then: " + asked.get());
            ActorRegistry.stopAll(LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "new", "options", "future", "registry", "inspection", "threads", "spin"})
    void libraryCanBeUsedAfterAFirstUseThatWasRefused(String use) throws Exception {
        Ended ended = Jvm.of(Main.class, use).with("-Djava.security.manager=allow").run().expect(0);
        assertEquals("asked", ended.the("then:"), ended::toString);
        String first = ended.the("first use:");
        assertTrue(first.equals("used") || first.startsWith("refused: java.lang.SecurityException"), ended::toString);
    }
}
