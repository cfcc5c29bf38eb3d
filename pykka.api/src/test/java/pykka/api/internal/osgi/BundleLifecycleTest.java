package pykka.api.internal.osgi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleWiring;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Registration;
import pykka.api.internal.actor.Group;
import pykka.api.internal.context.Carriers;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ContextCarrier;

/** Bundles that change their state while a thread that has looked at it is preempted. The framework is the test's own. */
class BundleLifecycleTest {
    /** The bundle of a loader that has one class, and of a file that names a runtime. */
    private static final class User extends ClassLoader implements BundleReference {
        private List<?> services = List.of();
        private final Bundle bundle = fake(Bundle.class, this::answer);
        private final BundleWiring wiring = fake(BundleWiring.class,
                method -> method.equals("getClassLoader") ? this : method.equals("findEntries") ? services : null);
        private int state = Bundle.ACTIVE;
        /** Runs once, after the next look at the state. */
        private @Nullable Runnable preempting;

        private @Nullable Object answer(String method) {
            return switch (method) {
                case "getState" -> look();
                case "getSymbolicName" -> "user";
                case "getBundleId" -> 7L;
                case "adapt" -> wiring;
                default -> null;
            };
        }

        private int look() {
            int now = state;
            Runnable run = preempting;
            preempting = null;
            if (run != null) {
                run.run();
            }
            return now;
        }

        void become(int state, int event, BundleLifecycle bundles) {
            this.state = state;
            bundles.bundleChanged(new BundleEvent(event, bundle));
        }

        void stopAndStart(BundleLifecycle bundles) {
            become(Bundle.STOPPING, BundleEvent.STOPPING, bundles);
            become(Bundle.RESOLVED, BundleEvent.STOPPED, bundles);
            become(Bundle.STARTING, BundleEvent.STARTING, bundles);
            become(Bundle.ACTIVE, BundleEvent.STARTED, bundles);
        }

        @Override
        public Bundle getBundle() {
            return bundle;
        }

        Class<?> load(Class<?> type) throws IOException {
            try (InputStream file = type.getResourceAsStream(type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
                byte[] code = file.readAllBytes();
                return defineClass(type.getName(), code, 0, code.length);
            }
        }
    }

    static final class Starter {}

    /** Counts the messages that it is called for, in a property: it is in another class loader. */
    static final class Counting implements ContextCarrier {
        @Override
        public @Nullable Carried capture(boolean ask) {
            System.setProperty("user.captures", String.valueOf(Integer.getInteger("user.captures", 0) + 1));
            return null;
        }
    }

    static final class Nothing extends Actor {}

    private final User user = new User();
    private final Bundle own = fake(Bundle.class, method -> switch (method) {
        case "getState" -> Bundle.ACTIVE;
        case "getSymbolicName" -> "pykka.api";
        case "getBundleId" -> 1L;
        default -> null;
    });
    private final BundleContext context = fake(BundleContext.class, method -> switch (method) {
        case "getBundle" -> own;
        case "getBundles" -> new Bundle[] {user.bundle};
        case "getServiceReferences" -> List.of();
        default -> null;
    });
    private final BundleLifecycle bundles = new BundleLifecycle(context);

    private static <T> T fake(Class<T> type, Function<String, @Nullable Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> answers.apply(method.getName());
                }));
    }

    /** What a start asks and does, and the end at once. */
    private void start(Class<?> starter) throws Throwable {
        ActorRef<?> ref = new Nothing().actorRef();
        for (Group group : bundles.groups(starter, Object.class, Object.class)) {
            for (String name : List.of("enter", "leave")) {
                Method method = Group.class.getDeclaredMethod(name, ActorRef.class);
                method.setAccessible(true);
                try {
                    method.invoke(group, ref);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
    }

    @Test
    void aStartThatIsRefusedLateDoesNotCloseTheBundleThatRunsAgain() throws Exception {
        Class<?> starter = user.load(Starter.class);
        assertDoesNotThrow(() -> start(starter));
        user.state = Bundle.STOPPING;
        user.preempting = () -> user.stopAndStart(bundles);
        String refused = assertThrows(IllegalStateException.class, () -> start(starter)).getMessage();
        assertEquals("The bundle user [7] is stopping or has stopped: it cannot have new actors", refused);
        assertDoesNotThrow(() -> start(starter));
    }

    @Test
    void aBundleThatStartsAgainProvidesItsRuntimesThoughItWasFoundStopped(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("services"), "user.Runtime");
        user.services = List.of(file.toUri().toURL());
        BundleRuntimes providers = new BundleRuntimes(
                new ProvidedServices<>(context, ActorRuntime.class, runtime -> { }));
        user.preempting = () -> {
            user.state = Bundle.RESOLVED; // it stops: nothing is known of it yet
            user.preempting = () -> {
                user.state = Bundle.STARTING;
                providers.add(user.bundle);
            };
        };
        providers.add(user.bundle);
        Collection<String> found = new ArrayList<>();
        providers.all((name, runtime) -> found.add(name));
        assertEquals(List.of("user.Runtime of bundle user"), found);
    }

    /** How often a carrier is called for a message. */
    private static int captures() {
        System.clearProperty("user.captures");
        Carriers.around("message", false);
        int captures = Integer.getInteger("user.captures", 0);
        System.clearProperty("user.captures");
        return captures;
    }

    @Test
    void aCarrierThatABundleHasAddedGoesWithItAlsoWhileItStops() throws Exception {
        Constructor<?> constructor = user.load(Counting.class).getDeclaredConstructor();
        constructor.setAccessible(true);
        Registration ofTheTest = Carriers.add(new Counting());
        try {
            Carriers.add((ContextCarrier) constructor.newInstance());
            assertEquals(2, captures());
            user.become(Bundle.STOPPING, BundleEvent.STOPPING, bundles);
            assertEquals(1, captures());
            Carriers.add((ContextCarrier) constructor.newInstance());
            user.become(Bundle.RESOLVED, BundleEvent.STOPPED, bundles);
            assertEquals(1, captures());
        } finally {
            ofTheTest.close();
        }
    }
}
