package pykka.bench.remote;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;

/** Classic actors over artery TCP. Its serializer of strings is its own; queues are as it sets them. */
record PekkoLink(ActorSystem system, ActorRef echo) implements Link {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The echo. */
    static final class Server extends AbstractActor {
        private final Echo echo = new Echo();

        @Override
        public Receive createReceive() {
            return receiveBuilder().match(String.class, message -> {
                Object answer = echo.answer(message);
                if (getSender() != getContext().getSystem().deadLetters()) {
                    getSender().tell(answer, getSelf());
                }
            }).build();
        }
    }

    private static ActorSystem system(int port) {
        Config config = ConfigFactory.parseString(String.join("\n",
                "pekko.actor.provider = remote",
                "pekko.loglevel = WARNING",
                "pekko.remote.artery.transport = tcp",
                "pekko.remote.artery.canonical.hostname = \"127.0.0.1\"",
                "pekko.remote.artery.canonical.port = " + port));
        return ActorSystem.create("bench", config.withFallback(ConfigFactory.load()));
    }

    static void serve(int port) {
        system(port).actorOf(Props.create(Server.class, Server::new), "echo");
    }

    static PekkoLink connect(int port) {
        ActorSystem system = system(0);
        String path = "pekko://bench@127.0.0.1:" + port + "/user/echo";
        for (int i = 0;; i++) {
            try {
                return new PekkoLink(system, system.actorSelection(path).resolveOne(LIMIT).toCompletableFuture().join());
            } catch (RuntimeException e) {
                if (i == 100) {
                    throw e; // the other JVM has not begun to listen
                }
            }
        }
    }

    @Override
    public CompletionStage<Object> ask(String message) {
        return Patterns.ask(echo, message, LIMIT);
    }

    @Override
    public void tell(String message) {
        echo.tell(message, ActorRef.noSender());
    }

    @Override
    public void close() {
        system.terminate();
    }
}
