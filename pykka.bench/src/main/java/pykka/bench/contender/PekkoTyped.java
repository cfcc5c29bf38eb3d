package pykka.bench.contender;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Apache Pekko's typed actors, spawned from outside by the adapter, which does not ask a guardian for each. */
final class PekkoTyped implements Contender {
    private final ActorSystem system = PekkoClassic.system("");
    private final Scheduler scheduler = Adapter.toTyped(system).scheduler();
    private final Ends ends = new Ends();

    private record Request(Object message, ActorRef<Object> replyTo) {}

    private enum Stop {
        STOP
    }

    static final class Behaving extends AbstractBehavior<Object> {
        private final Behaviour behaviour;
        private final Ends ends;

        Behaving(ActorContext<Object> context, Behaviour behaviour, Ends ends) {
            super(context);
            this.behaviour = behaviour;
            this.ends = ends;
        }

        @Override
        public Receive<Object> createReceive() {
            return newReceiveBuilder()
                    .onMessage(Request.class, this::asked)
                    .onMessage(Stop.class, stop -> Behaviors.stopped())
                    .onAnyMessage(this::told)
                    .onSignal(PostStop.class, signal -> ended())
                    .build();
        }

        private Behavior<Object> asked(Request request) {
            request.replyTo.tell(behaviour.receive(request.message));
            return this;
        }

        private Behavior<Object> told(Object message) {
            behaviour.receive(message);
            return this;
        }

        private Behavior<Object> ended() {
            ends.ended();
            return this;
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        return Adapter.spawnAnonymous(system, Behaviors.setup(context -> new Behaving(context, behaviour, ends)));
    }

    @SuppressWarnings("unchecked") // all take any message
    private static ActorRef<Object> ref(Object actor) {
        return (ActorRef<Object>) actor;
    }

    @Override
    public void tell(Object actor, Object message) {
        ref(actor).tell(message);
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        return AskPattern.<Object, Object>ask(ref(actor), replyTo -> new Request(message, replyTo), PekkoClassic.TIMEOUT,
                scheduler).toCompletableFuture();
    }

    @Override
    public Object await(Object reply) {
        return Contender.get((CompletableFuture<?>) reply);
    }

    @Override
    public void stop(Object actor) {
        ends.asked();
        tell(actor, Stop.STOP);
    }

    @Override
    public int awaitEnds() {
        return ends.await();
    }

    @Override
    public void close() {
        system.terminate();
        Contender.get(system.getWhenTerminated().toCompletableFuture());
    }
}
