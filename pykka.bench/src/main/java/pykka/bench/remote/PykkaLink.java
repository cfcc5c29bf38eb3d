package pykka.bench.remote;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.cluster.Cluster;
import pykka.cluster.ClusterOptions;

/** Two nodes of a cluster. */
record PykkaLink(Cluster cluster, ActorRef<Object> echo) implements Link {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The echo. */
    static final class Server extends Actor {
        private final Echo echo = new Echo();

        @Override
        protected Object onReceive(Object message) {
            return echo.answer(message);
        }
    }

    static void serve(int port) {
        Cluster cluster = Cluster.join(ClusterOptions.named("bench").bind("127.0.0.1", port));
        cluster.publish("echo", Actor.start(Server::new));
    }

    static PykkaLink connect(int port) {
        Cluster cluster = Cluster.join(ClusterOptions.named("bench").bind("127.0.0.1", 0).members("127.0.0.1:" + port));
        return new PykkaLink(cluster, cluster.whenPublished("echo").get(LIMIT));
    }

    @Override
    public CompletionStage<Object> ask(String message) {
        return echo.askAsync(message).toCompletableFuture();
    }

    @Override
    public void tell(String message) {
        echo.tell(message);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
