package user.cluster;

import java.io.Serializable;
import java.time.Duration;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.cluster.Cluster;
import pykka.cluster.ClusterOptions;

/** Two nodes of a cluster, one of which calls what the other publishes. */
public final class Main {
    private Main() {}

    /** A message. */
    public record Order(String what, int count) implements Serializable {}

    /** What is published. */
    public interface Shop {
        /** Sells. */
        Future<String> sell(Order order);
    }

    /** The actor. */
    public static final class ShopActor extends Actor {
        /** Sells. */
        public String sell(Order order) {
            return "sold " + order;
        }
    }

    private static ClusterOptions options() {
        return ClusterOptions.named("street").bind("127.0.0.1", 0).allow("user.cluster.");
    }

    /** Runs it. */
    public static void main(String[] args) {
        ActorRef<ShopActor> actor = Actor.start(ShopActor::new);
        try (Cluster first = Cluster.join(options()); Cluster second = Cluster.join(options().members(first.self().name()))) {
            first.publish("shop", actor, Shop.class);
            Shop shop = second.whenPublished("shop").get(Duration.ofSeconds(60)).proxy(Shop.class);
            System.out.println(shop.sell(new Order("tea", 2)).get());
        }
        actor.stop();
    }
}
