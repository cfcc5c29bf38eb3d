package pykka.api.internal.actor;

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

class HostTest {
    private static final String DEADLINE = "pykka.osgi.deadline";

    private static final class OfProperties extends Host {
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
        public void runtimes(BiConsumer<String, Supplier<@Nullable ActorRuntime>> found) {
            throw new AssertionError();
        }

        @Override
        public void addCarriers(BiConsumer<String, Throwable> failed) {
            throw new AssertionError();
        }

        @Override
        public void startProviders(BiConsumer<String, Throwable> failed) {
            throw new AssertionError();
        }

        @Override
        public boolean expectsProviders() {
            throw new AssertionError();
        }

        @Override
        public String idleProviders() {
            throw new AssertionError();
        }
    }

    @AfterEach
    void leave() {
        Host.uninstall();
        System.clearProperty(DEADLINE);
    }

    @Test
    void propertiesAreThoseOfTheFrameworkWhileThereIsOne() {
        System.setProperty(DEADLINE, "1");
        Host.install(new OfProperties(Map.of(DEADLINE, " 0.25 ")));
        assertEquals(Duration.ofMillis(250), Host.deadline());
        Host.install(new OfProperties(Map.of()));
        assertEquals(Duration.ofSeconds(3), Host.deadline());
        Host.uninstall();
        assertEquals(Duration.ofSeconds(1), Host.deadline());
    }

    @Test
    void runtimesReadThePropertiesOfTheFramework() {
        System.setProperty(DEADLINE, "of the system");
        Host.install(new OfProperties(Map.of(DEADLINE, " of the framework ")));
        assertEquals("of the framework", ActorProperties.get(DEADLINE));
        Host.uninstall();
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
        assertTrue(Host.isOfBundle(new OfABundle()));
        assertTrue(Host.isOfBundle(new OfABundle() {}));
        assertFalse(Host.isOfBundle(getClass().getClassLoader()));
        assertFalse(Host.isOfBundle(null));
    }

    @Test
    void aDeadlineThatIsNoNumberIsTheUsualOne() {
        for (String wrong : new String[] {"soon", "0.0001"}) {
            System.setProperty(DEADLINE, wrong);
            assertEquals(Duration.ofSeconds(3), Host.deadline());
        }
    }

    @Test
    void patienceIsThreeSecondsOrWhatThePropertySays() {
        assertEquals(Duration.ofSeconds(3), Host.patience());
        Host.install(new OfProperties(Map.of("pykka.osgi.patience", "0")));
        assertEquals(Duration.ZERO, Host.patience());
        Host.install(new OfProperties(Map.of("pykka.osgi.patience", "none")));
        assertEquals(Duration.ofSeconds(3), Host.patience());
    }

    @Test
    void whoWaitsForAChangeIsToldOfTheNextOne() {
        Future<?> first = Host.nextChange();
        Future<?> second = Host.nextChange();
        assertFalse(first.isDone());
        Host.changed();
        assertTrue(first.isDone());
        assertTrue(second.isDone());
        assertFalse(Host.nextChange().isDone());
    }

    @Test
    void whatComesAndGoesIsAChange() {
        long before = Host.changes();
        Host.install(new OfProperties(Map.of()));
        long installed = Host.changes();
        Host.uninstall();
        assertTrue(before < installed && installed < Host.changes());
    }

    /** The class path has no bundles, whatever is installed. */
    @Test
    void thereIsNoneUnlessABundleLoadedTheLibrary() {
        Host.install(new OfProperties(Map.of()));
        assertNull(Host.get());
    }
}
