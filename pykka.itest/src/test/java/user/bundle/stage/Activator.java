package user.bundle.stage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.threading.ExecutorRuntime;

/** Starts actors on an executor of this bundle, which it shuts down when it stops. */
public final class Activator implements BundleActivator, Function<Object, Object> {
    /** How the actors ended, and when the executor was shut down. */
    static final List<String> SEEN = new CopyOnWriteArrayList<>();

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private List<ActorRef<Speaker>> speakers = List.of();

    static final class Speaker extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }

        @Override
        protected void onStop() {
            SEEN.add("stopped");
        }

        @Override
        protected void onFailure(Throwable failure) {
            SEEN.add(failure.toString());
        }
    }

    @Override
    public void start(BundleContext context) {
        ActorOptions options = ActorOptions.defaults().runtime(ExecutorRuntime.singleThread("stage", executor));
        speakers = IntStream.range(0, 3).mapToObj(i -> Actor.start(Speaker::new, options)).toList();
        context.registerService(Function.class, this, null);
    }

    /** Asks all, and answers with how many answered; asked for null, with what was seen. */
    @Override
    public Object apply(Object message) {
        return message == null ? List.copyOf(SEEN)
                : (int) speakers.stream().filter(speaker -> message.equals(speaker.ask(message))).count();
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        Future<?> last = executor.submit(() -> SEEN.add("shut down"));
        last.get();
        executor.shutdown();
    }
}
