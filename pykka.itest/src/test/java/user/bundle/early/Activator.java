package user.bundle.early;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;

/** Starts an actor as soon as it can, another one whenever it is asked, and tells how it went each time. */
public final class Activator implements BundleActivator, Supplier<List<String>> {
    private final List<String> said = new ArrayList<>();

    /** Answers with its class loader's opinion of itself: the thread's. */
    static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            boolean own = Thread.currentThread().getContextClassLoader() == Echo.class.getClassLoader();
            return message + (own ? "" : " in a strange context");
        }
    }

    @Override
    public void start(BundleContext context) {
        get();
        context.registerService(Supplier.class, this, null);
    }

    @Override
    public List<String> get() {
        try {
            ActorRef<Echo> ref = Actor.start(Echo::new);
            String runtime = Inspection.actor(ref).map(ActorInfo::runtime).orElse("none");
            said.add(runtime + ": " + ref.ask("hello"));
            ref.stop();
        } catch (IllegalStateException e) {
            said.add(e.getMessage().replaceFirst("(No runtime found).*", "$1"));
        }
        return List.copyOf(said);
    }

    @Override
    public void stop(BundleContext context) {
        // nothing is left
    }
}
