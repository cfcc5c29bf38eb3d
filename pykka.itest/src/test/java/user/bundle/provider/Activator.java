package user.bundle.provider;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.threading.ThreadingRuntime;
import user.actor.PlainCalculator;
import user.face.Calculator;

/** Offers a calculator by its interface, and references of actors whose classes nobody else sees. */
public final class Activator implements BundleActivator {
    private final List<ActorRef<?>> started = new ArrayList<>();

    @Override
    public void start(BundleContext context) {
        ActorOptions options = ActorOptions.defaults().runtime(new ThreadingRuntime());
        ActorRef<PlainCalculator> calculator = Actor.start(PlainCalculator::new, options);
        started.add(calculator);
        started.add(Actor.start(Hidden::new, options));
        started.add(Actor.start(Hidden::new, options.lookup(MethodHandles.lookup())));
        context.registerService(Calculator.class, calculator.proxy(Calculator.class), null);
        started.forEach(ref -> context.registerService(ActorRef.class, ref, null));
    }

    @Override
    public void stop(BundleContext context) {
        started.forEach(ActorRef::stop);
        started.clear();
    }
}
