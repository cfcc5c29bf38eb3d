package pykka.bench.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;

/** A runtime of ours, as it comes. */
final class Ours implements Contender {
    private final ActorOptions options;
    private final List<Future<Boolean>> ends = new ArrayList<>();

    Ours(String runtime) {
        options = ActorOptions.defaults().runtime(runtime);
        stop(start(message -> null)); // throws here if there is no such runtime
        awaitEnds();
    }

    static final class Behaving extends Actor {
        private final Behaviour behaviour;

        Behaving(Behaviour behaviour) {
            this.behaviour = behaviour;
        }

        @Override
        protected Object onReceive(Object message) {
            return behaviour.receive(message);
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        return Actor.start(() -> new Behaving(behaviour), options);
    }

    @Override
    public void tell(Object actor, Object message) {
        ((ActorRef<?>) actor).tell(message);
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        return ((ActorRef<?>) actor).askAsync(message);
    }

    @Override
    public Object await(Object reply) {
        return ((Future<?>) reply).get();
    }

    @Override
    public Object ask(Object actor, Object message) {
        return ((ActorRef<?>) actor).ask(message);
    }

    @Override
    public void stop(Object actor) {
        ends.add(((ActorRef<?>) actor).stopAsync());
    }

    /** The last one first: when it has ended, most others have, too, and this thread parks for few of them. */
    @Override
    public int awaitEnds() {
        int ended = 0;
        for (int i = ends.size(); i-- > 0;) {
            if (ends.get(i).get()) {
                ended++;
            }
        }
        ends.clear();
        return ended;
    }

    @Override
    public void close() {
        ActorRegistry.stopAll(Duration.ofSeconds(30));
    }
}
