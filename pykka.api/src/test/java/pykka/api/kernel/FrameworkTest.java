package pykka.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import pykka.api.Future;
import pykka.api.spi.ActorProperties;
import pykka.api.spi.ActorRuntime;

class FrameworkTest {
    private static final String DEADLINE = "pykka.osgi.deadline";

    private static final class OfProperties extends Framework {
        private final Map<String, String> properties;

        OfProperties(Map<String, String> properties) {
            this.properties = properties;
        }

        @Override
        protected Group[] groups(Class<?> starter, Class<?> actor, Class<?> runtime) {
            throw new AssertionError();
        }

        @Override
        protected @Nullable String propertyOf(String name) {
            return properties.get(name);
        }

        @Override
        protected void runtimes(BiConsumer<String, Supplier<@Nullable ActorRuntime>> found) {
            throw new AssertionError();
        }

        @Override
        protected void startProviders(BiConsumer<String, Throwable> failed) {
            throw new AssertionError();
        }

        @Override
        protected boolean expectsProviders() {
            throw new AssertionError();
        }

        @Override
        protected String idleProviders() {
            throw new AssertionError();
        }
    }

    @AfterEach
    void leave() {
        Framework.uninstall();
        System.clearProperty(DEADLINE);
    }

    @Test
    void propertiesAreThoseOfTheFrameworkWhileThereIsOne() {
        System.setProperty(DEADLINE, "1");
        Framework.install(new OfProperties(Map.of(DEADLINE, " 0.25 ")));
        assertEquals(Duration.ofMillis(250), Framework.deadline());
        Framework.install(new OfProperties(Map.of()));
        assertEquals(Duration.ofSeconds(3), Framework.deadline());
        Framework.uninstall();
        assertEquals(Duration.ofSeconds(1), Framework.deadline());
    }

    @Test
    void runtimesReadThePropertiesOfTheFramework() {
        System.setProperty(DEADLINE, "of the system");
        Framework.install(new OfProperties(Map.of(DEADLINE, " of the framework ")));
        assertEquals("of the framework", ActorProperties.get(DEADLINE));
        Framework.uninstall();
        assertEquals("of the system", ActorProperties.get(DEADLINE));
    }

    interface Sub extends BundleReference {}

    static class OfABundle extends ClassLoader implements Sub {
        @Override
        public Bundle getBundle() {
            throw new AssertionError();
        }
    }

    /** As those of frameworks that have an interface of their own for it. */
    @Test
    void loaderOfABundleIsKnownByASubInterfaceToo() {
        assertTrue(Framework.isOfBundle(new OfABundle()));
        assertTrue(Framework.isOfBundle(new OfABundle() {}));
        assertFalse(Framework.isOfBundle(getClass().getClassLoader()));
        assertFalse(Framework.isOfBundle(null));
    }

    @Test
    void aDeadlineThatIsNoNumberIsTheUsualOne() {
        for (String wrong : new String[] {"soon", "0.0001"}) {
            System.setProperty(DEADLINE, wrong);
            assertEquals(Duration.ofSeconds(3), Framework.deadline());
        }
    }

    @Test
    void patienceIsThreeSecondsOrWhatThePropertySays() {
        assertEquals(Duration.ofSeconds(3), Framework.patience());
        Framework.install(new OfProperties(Map.of("pykka.osgi.patience", "0")));
        assertEquals(Duration.ZERO, Framework.patience());
        Framework.install(new OfProperties(Map.of("pykka.osgi.patience", "none")));
        assertEquals(Duration.ofSeconds(3), Framework.patience());
    }

    @Test
    void whoWaitsForAChangeIsToldOfTheNextOne() {
        Future<?> first = Framework.nextChange();
        Future<?> second = Framework.nextChange();
        assertFalse(first.isDone());
        Framework.changed();
        assertTrue(first.isDone());
        assertTrue(second.isDone());
        assertFalse(Framework.nextChange().isDone());
    }

    @Test
    void whatComesAndGoesIsAChange() {
        long before = Framework.changes();
        Framework.install(new OfProperties(Map.of()));
        long installed = Framework.changes();
        Framework.uninstall();
        assertTrue(before < installed && installed < Framework.changes());
    }

    /** The class path has no bundles, whatever is installed. */
    @Test
    void thereIsNoneUnlessABundleLoadedTheLibrary() {
        Framework.install(new OfProperties(Map.of()));
        assertNull(Framework.get());
    }
}
