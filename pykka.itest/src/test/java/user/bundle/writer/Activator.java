package user.bundle.writer;

import java.time.Duration;
import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorRef;

/** An actor that tells what was carried to it. Each call starts one, which goes on with a timer, and asks the first one. */
public final class Activator implements BundleActivator, Function<Object, Object> {
    private ActorRef<Reader> first;

    /** Answers with what was carried. */
    static final class Reader extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return System.getProperty("user.carried." + Thread.currentThread().getName());
        }

        void begin() {
            timers().atFixedRate(Duration.ofMillis(5), "tick");
        }
    }

    @Override
    public void start(BundleContext context) {
        first = Actor.start(Reader::new);
        context.registerService(Function.class, this, null);
    }

    @Override
    public Object apply(Object sent) {
        ActorRef<Reader> other = Actor.start(Reader::new);
        System.setProperty("user.sent", (String) sent);
        other.run(Reader::begin).get();
        Object carried = first.ask("m");
        System.clearProperty("user.sent");
        return String.valueOf(carried);
    }

    @Override
    public void stop(BundleContext context) {}
}
