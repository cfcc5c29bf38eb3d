package user.bundle.tour;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.spi.ContextCarriers;
import user.bundle.museum.Exhibit;

/** Uses all there is, on each runtime, and leaves its actors alive, with their timers, watchers and context. */
public final class Activator implements BundleActivator {
    static BundleContext context;

    @Override
    public void start(BundleContext started) {
        context = started;
        Function<Object, Object> museum = museum();
        if (Boolean.parseBoolean(context.getProperty("user.tour.hook"))) {
            ActorRegistry.stopAllAtExit(Duration.ofSeconds(1));
        }
        ContextCarriers.add(new Luggage()); // never removed
        for (String runtime : context.getProperty("user.tour.runtimes").split(",")) {
            use(ActorOptions.defaults().runtime(runtime), museum);
        }
    }

    @SuppressWarnings("unchecked") // what the museum registers
    private static Function<Object, Object> museum() {
        ServiceReference<?> service = Stream.of(context.getBundles()).filter(b -> b.getSymbolicName().equals("user.bundle.museum"))
                .map(b -> b.getRegisteredServices()[0]).findFirst().orElseThrow();
        return (Function<Object, Object>) context.getService(service);
    }

    private static void use(ActorOptions options, Function<Object, Object> museum) {
        ActorRef<Guide> guide = Actor.start(Guide::new, options);
        guide.tell("tour");
        check("tour", guide.ask("told"));
        try {
            guide.ask("fail");
            throw new AssertionError("no failure");
        } catch (Lost expected) {
            // of a class of this bundle
        }
        CountDownLatch latch = new CountDownLatch(1);
        try {
            guide.ask(latch, Duration.ofMillis(10));
            throw new AssertionError("no timeout");
        } catch (ActorTimeoutException expected) {
            latch.countDown();
        }
        Exhibit typed = guide.proxy(Exhibit.class);
        check(4, typed.twice(2).join());
        ActorProxy dynamic = guide.proxy();
        check(6, dynamic.call("twice", 3).get());
        Future<Integer> future = guide.call(g -> g.twice(4));
        Future<Integer> derived = future.map(value -> value + 1);
        check(9, derived.get());
        check("context set", guide.ask("context"));
        ActorRef<Guide> other = Actor.start(Guide::new, options);
        try {
            guide.ask(List.of(other, guide));
            throw new AssertionError("no deadlock");
        } catch (ActorDeadlockException expected) {
            // thrown by one of the two, returned by the other
        }
        List.of(guide, other, typed, dynamic, derived, guide.whenStopped()).forEach(museum::apply);
        ActorRef<?> guard = (ActorRef<?>) museum.apply("guard");
        guard.tell(other); // which it watches
        guard.tellAfter(Duration.ofMillis(10), "remind");
        other.run(o -> o.linger(guide)).get();
        guide.run(g -> g.linger(guard, other)).get();
        museum.apply(guide.tellAfter(Duration.ofHours(1), guide));
        if (Boolean.parseBoolean(context.getProperty("user.tour.replies"))) {
            museum.apply(future);
        }
    }

    private static void check(Object expected, Object answer) {
        if (!expected.equals(answer)) {
            throw new AssertionError("not " + expected + " but " + answer);
        }
    }

    @Override
    public void stop(BundleContext stopped) {
        // its actors end with the bundle
    }
}
