package pykka.bench.contender;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.pattern.Patterns;

/** Apache Pekko's classic actors, on the dispatcher as it comes or with what its documents name for speed. */
final class PekkoClassic implements Contender {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String QUIET = """
            pekko.loglevel = off
            pekko.stdout-loglevel = off
            pekko.use-slf4j = off
            pekko.log-dead-letters = off
            """;
    private static final String TUNED = """
            pekko.actor.default-dispatcher.throughput = 100
            pekko.actor.default-dispatcher.fork-join-executor.parallelism-min = 2
            pekko.actor.default-mailbox.mailbox-type = "org.apache.pekko.dispatch.SingleConsumerOnlyUnboundedMailbox"
            """;

    private final ActorSystem system;
    private final Ends ends = new Ends();

    PekkoClassic(boolean tuned) {
        system = system(tuned ? TUNED : "");
    }

    static ActorSystem system(String settings) {
        Config config = ConfigFactory.parseString(QUIET + settings).withFallback(ConfigFactory.load());
        return ActorSystem.create("bench", config);
    }

    static final class Behaving extends UntypedAbstractActor {
        private final Behaviour behaviour;
        private final Ends ends;

        Behaving(Behaviour behaviour, Ends ends) {
            this.behaviour = behaviour;
            this.ends = ends;
        }

        @Override
        public void onReceive(Object message) {
            Object reply = behaviour.receive(message);
            if (reply != null) {
                getSender().tell(reply, getSelf());
            }
        }

        @Override
        public void postStop() {
            ends.ended();
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        return system.actorOf(Props.create(Behaving.class, () -> new Behaving(behaviour, ends)));
    }

    @Override
    public void tell(Object actor, Object message) {
        ((ActorRef) actor).tell(message, ActorRef.noSender());
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        return Patterns.ask((ActorRef) actor, message, TIMEOUT).toCompletableFuture();
    }

    @Override
    public Object await(Object reply) {
        return Contender.get((CompletableFuture<?>) reply);
    }

    @Override
    public void stop(Object actor) {
        ends.asked();
        tell(actor, PoisonPill.getInstance());
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
