package pykka.api.internal.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import pykka.api.Registration;
import pykka.api.internal.context.Carriers;
import pykka.api.spi.ContextCarrier;

/** Bundles with a carrier that stop while a thread looks at them. The framework is the test's own. */
class BundleCarriersTest {
    private static final AtomicInteger CAPTURES = new AtomicInteger();
    private static final AtomicReference<ContextCarrier> MADE = new AtomicReference<>();
    private static final Object MESSAGE = "message";

    /** Counts the messages that it is called for. */
    public static final class Counting implements ContextCarrier {
        public Counting() {
            MADE.set(this);
        }

        @Override
        public @Nullable Carried capture(boolean ask) {
            CAPTURES.getAndIncrement();
            return null;
        }
    }

    @TempDir
    Path directory;
    private List<URL> files = List.of();
    private List<?> services = List.of();
    private volatile int state = Bundle.ACTIVE;
    /** Runs once, after the next look at the state. */
    private @Nullable Runnable preempting;
    private final Bundle bundle = fake(Bundle.class, (proxy, method, arguments) -> switch (method.getName()) {
        case "getState" -> look();
        case "adapt" -> wiring();
        case "loadClass" -> Class.forName((String) arguments[0]);
        case "hashCode" -> 1;
        case "equals" -> proxy == arguments[0];
        default -> null;
    });
    private final BundleCarriers carriers = new BundleCarriers(
            fake(BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "getServiceReferences" -> services;
                case "getService" -> MADE.get();
                case "ungetService" -> true;
                default -> null;
            }));

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private BundleWiring wiring() {
        return fake(BundleWiring.class, (proxy, method, arguments) ->
                method.getName().equals("findEntries") ? files : Counting.class.getClassLoader());
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

    @BeforeEach
    void declareTheCarrier() throws Exception {
        files = List.of(Files.writeString(directory.resolve("services"), Counting.class.getName()).toUri().toURL());
    }

    private static int captures() {
        int before = CAPTURES.get();
        assertSame(MESSAGE, Carriers.around(MESSAGE, false));
        return CAPTURES.get() - before;
    }

    private void search() {
        carriers.search((what, why) -> {
            throw new AssertionError(what, why);
        });
    }

    /** One that captures nothing. */
    private static final class Other implements ContextCarrier {
        @Override
        public @Nullable Carried capture(boolean ask) {
            return null;
        }
    }

    /** The classes of this test have no bundle: null stands for theirs. */
    @Test
    void aCarrierThatIsAServiceStaysWhenTheBundleOfItsClassStops() {
        Counting added = new Counting();
        Counting service = new Counting();
        ServiceReference<?> reference = fake(ServiceReference.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getBundle" -> bundle;
            case "hashCode" -> 1;
            case "equals" -> proxy == arguments[0];
            default -> null;
        });
        services = List.of(reference);
        try {
            Carriers.add(added);
            search();
            assertEquals(2, captures());
            carriers.removeLeftBy(null);
            assertEquals(1, captures());
            carriers.release(reference);
            assertEquals(0, captures());
        } finally {
            Carriers.remove(added);
            Carriers.remove(service);
        }
    }

    /** The search and the stop are two threads, of which either may be the first. With many others, it takes long to add one. */
    @Test
    void aBundleThatStopsDuringASearchLeavesNoCarrierBehind() throws Exception {
        List<Registration> others = Stream.generate(Other::new).limit(1_000).map(Carriers::add).toList();
        ExecutorService stopper = Executors.newSingleThreadExecutor();
        try {
            CyclicBarrier both = new CyclicBarrier(2);
            List<Integer> left = new ArrayList<>();
            for (int round = 0; round < 1_000 && left.isEmpty(); round++) {
                carriers.add(bundle);
                search();
                assertEquals(1, captures());
                Carriers.remove(MADE.get()); // so that the next search adds it again, without a look at the bundle
                Future<?> stop = stopper.submit(() -> {
                    both.await();
                    carriers.remove(bundle).run();
                    return null;
                });
                both.await();
                search();
                stop.get();
                if (captures() > 0) {
                    left.add(round);
                }
            }
            assertEquals(List.of(), left);
        } finally {
            stopper.shutdownNow();
            others.forEach(Registration::close);
            Carriers.remove(MADE.get());
        }
    }

    @Test
    void aBundleThatStartsAgainProvidesItsCarriersThoughItWasFoundStopped() {
        preempting = () -> {
            state = Bundle.RESOLVED; // it stops: nothing is known of it yet
            preempting = () -> {
                state = Bundle.STARTING;
                carriers.add(bundle);
            };
        };
        carriers.add(bundle);
        search();
        assertEquals(1, captures());
        carriers.remove(bundle).run();
        assertEquals(0, captures());
    }

    @Test
    void aCarrierThatIsAddedTakesThePlaceOfThatOfABundle() {
        carriers.add(bundle);
        search();
        Registration added = Carriers.add(new Counting());
        assertEquals(1, captures());
        added.close();
        assertEquals(1, captures());
        carriers.remove(bundle).run();
        assertEquals(0, captures());
    }
}
