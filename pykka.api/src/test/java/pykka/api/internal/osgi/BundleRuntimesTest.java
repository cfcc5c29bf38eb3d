package pykka.api.internal.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
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

    /** Has to be closed. */
    public static class Open extends Ours {
        static final List<Object> ALL = new ArrayList<>();

        public Open() {
            ALL.add(this);
        }

        @Override
        public void close() {
            ALL.remove(this);
        }
    }

    /** Something else happens while it is made. */
    public static final class Late extends Open {
        static Runnable meanwhile = () -> { };

        public Late() {
            meanwhile.run();
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
    private final BundleRuntimes providers = new BundleRuntimes(runtimeServices);
    private List<?> files = List.of();

    @TempDir
    Path directory;

    @BeforeEach
    void declareOne() throws Exception {
        declare(NAME);
    }

    private void declare(String names) throws Exception {
        files = List.of(Files.writeString(directory.resolve("services"), names).toUri().toURL());
    }

    @AfterEach
    void forget() {
        Open.ALL.clear();
        Late.meanwhile = () -> { };
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
        providers.add(bundle(id, version, () -> Bundle.ACTIVE, name -> name.equals(NAME) ? runtime : spi));
    }

    private Bundle bundle(long id, String version, Supplier<Integer> state, Function<Object, Class<?>> classes) {
        BundleWiring wiring = fake(BundleWiring.class, (method, argument) ->
                method.equals("getClassLoader") ? getClass().getClassLoader() : method.equals("findEntries") ? files : null);
        Map<String, Object> answers = Map.of("getSymbolicName", "user", "getBundleId", id,
                "getVersion", Version.parseVersion(version), "adapt", wiring);
        return fake(Bundle.class, (method, argument) -> switch (method) {
            case "getState" -> state.get();
            case "loadClass" -> classes.apply(argument);
            default -> answers.get(method);
        });
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

    @Test
    void noRuntimeIsLeftOpenOfABundleThatStopsWhileItIsAdded() {
        Iterator<Supplier<Integer>> looks = List.<Supplier<Integer>>of(() -> Bundle.ACTIVE, () -> {
            found(); // by another thread
            return Bundle.RESOLVED;
        }, () -> Bundle.RESOLVED).iterator();
        providers.add(bundle(2, "1.0.0", () -> looks.next().get(), name -> name.equals(NAME) ? Open.class : ActorRuntime.class));
        assertEquals(List.of(), Open.ALL);
        assertEquals(List.of(), found());
    }

    /** Actors on the others have not ended yet. */
    @Test
    void aRuntimeThatIsMadeWhileItsBundleStopsIsClosedAtOnceAndTheOthersLater() throws Exception {
        declare(NAME + "\nuser.Late");
        Map<String, Class<?>> classes = Map.of(NAME, Open.class, "user.Late", Late.class);
        Bundle bundle = bundle(2, "1.0.0", () -> Bundle.ACTIVE, name -> classes.getOrDefault(name, ActorRuntime.class));
        List<Runnable> close = new ArrayList<>();
        Late.meanwhile = () -> close.add(providers.remove(bundle));
        providers.add(bundle);
        assertEquals(List.of("Open"), found());
        assertEquals(List.of(Open.class), Open.ALL.stream().map(Object::getClass).toList());
        close.get(0).run();
        assertEquals(List.of(), Open.ALL);
    }
}
