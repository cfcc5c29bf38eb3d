package pykka.api.internal.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;

/** Several bundles that name a runtime of one class, and runtimes that are services. The framework is the test's own. */
class BundleRuntimesTest {
    private static final String NAME = "user.Runtime";

    /** In place of that of another pykka.api. */
    interface OtherSpi {}

    public static class Ours implements ActorRuntime {
        @Override
        public String name() {
            return "ours";
        }

        @Override
        public int priority() {
            return 1;
        }

        @Override
        public void start(ActorTask task) {}

        @Override
        public void wake(ActorTask task) {}
    }

    public static final class Newer extends Ours {}

    public static final class Broken extends Ours {
        public Broken() {
            throw new IllegalArgumentException("broken");
        }
    }

    public static final class Theirs implements OtherSpi {}

    private final List<String> log = new ArrayList<>();
    private final List<ServiceReference<?>> services = new ArrayList<>();
    private Object service = new Ours();
    private final BundleContext context = fake(BundleContext.class, (method, argument) -> switch (method) {
        case "getServiceReferences" -> List.copyOf(services);
        case "getService" -> {
            log.add("get");
            yield service;
        }
        case "ungetService" -> {
            log.add("unget");
            yield true;
        }
        default -> null;
    });
    private final ProvidedServices<ActorRuntime> runtimeServices =
            new ProvidedServices<>(context, ActorRuntime.class, runtime -> { });
    private final BundleRuntimes providers = new BundleRuntimes(context, runtimeServices);
    private List<?> files = List.of();

    @BeforeEach
    void writeTheFile(@TempDir Path directory) throws Exception {
        files = List.of(Files.writeString(directory.resolve("services"), NAME).toUri().toURL());
    }

    private static <T> T fake(Class<T> type, BiFunction<String, @Nullable Object, @Nullable Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default -> answers.apply(method.getName(), arguments == null ? null : arguments[0]);
                }));
    }

    private void install(long id, String version, Class<?> spi, Class<?> runtime) {
        BundleWiring wiring = fake(BundleWiring.class, (method, argument) ->
                method.equals("getClassLoader") ? runtime.getClassLoader() : method.equals("findEntries") ? files : null);
        Map<String, Object> answers = Map.of("getState", Bundle.ACTIVE, "getSymbolicName", "user", "getBundleId", id,
                "getVersion", Version.parseVersion(version), "adapt", wiring);
        providers.add(fake(Bundle.class, (method, argument) -> method.equals("loadClass")
                ? argument.equals(NAME) ? runtime : spi : answers.get(method)));
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        providers.all((what, get) -> {
            try {
                ActorRuntime runtime = get.get();
                if (runtime != null) {
                    found.add(runtime.getClass().getSimpleName());
                }
            } catch (IllegalStateException e) {
                found.add(e.getMessage());
            }
        });
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "9.0.0"})
    void runtimeOfAnotherApiDoesNotHideOurs(String otherVersion) {
        for (int i = 0; i < 8; i++) { // whatever the order in a table
            install(10 + i, otherVersion, OtherSpi.class, Theirs.class);
        }
        install(2, "2.0.0", ActorRuntime.class, Ours.class);
        assertEquals(List.of("Ours"), found());
        assertEquals(List.of("Ours"), found());
    }

    @Test
    void ofTwoOfOneClassNameTheNewerOneIsTaken() {
        install(3, "1.9.0", ActorRuntime.class, Ours.class);
        install(2, "1.10.0", ActorRuntime.class, Newer.class);
        install(4, "1.0.0", ActorRuntime.class, Ours.class);
        assertEquals(List.of("Newer"), found());
        assertEquals(List.of("Newer"), found());
    }

    @Test
    void oneThatCannotBeMadeHidesNone() {
        install(2, "2.0.0", ActorRuntime.class, Broken.class);
        install(3, "1.0.0", ActorRuntime.class, Ours.class);
        assertEquals(List.of("its constructor threw java.lang.IllegalArgumentException", "Ours"), found());
    }

    @Test
    void serviceIsGotOnceAndReleasedWhenItHasGone() {
        Bundle bundle = fake(Bundle.class, (method, argument) -> null);
        ServiceReference<?> reference = fake(ServiceReference.class,
                (method, argument) -> method.equals("getBundle") && !services.isEmpty() ? bundle : null);
        services.add(reference);
        assertEquals(List.of("Ours"), found());
        assertEquals(List.of("Ours"), found());
        assertEquals(List.of("get"), log);
        services.clear();
        assertEquals(List.of(), found());
        assertEquals(List.of("get", "unget"), log);
        runtimeServices.release(reference);
        assertEquals(List.of("get", "unget"), log);
    }

    @Test
    void allServicesAreReleasedAtTheEnd() {
        services.add(fake(ServiceReference.class, (method, argument) -> null));
        services.add(fake(ServiceReference.class, (method, argument) -> null));
        assertEquals(List.of("Ours", "Ours"), found());
        runtimeServices.releaseAll();
        assertEquals(List.of("get", "get", "unget", "unget"), log);
    }

    @Test
    void serviceOfAnotherApiIsGivenBack() {
        service = new Theirs();
        services.add(fake(ServiceReference.class, (method, argument) -> null));
        assertEquals(List.of(), found());
        assertEquals(List.of("get", "unget"), log);
    }
}
