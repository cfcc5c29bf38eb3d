package pykka.examples;

import java.time.Duration;
import pykka.api.ActorRef;
import pykka.cluster.Cluster;
import pykka.cluster.ClusterOptions;
import pykka.examples.ClusterShop.Order;
import pykka.examples.ClusterShop.Shop;
import pykka.examples.ClusterShop.SoldOutException;

/** Finds the actor of {@link ClusterShop}, which runs in another JVM, and uses it as one of its own. */
public final class ClusterCustomer {
    private ClusterCustomer() {}

    /**
     * Runs a second node.
     *
     * @param args the port of the first, 7800 if there is none
     */
    public static void main(String[] args) {
        String first = "127.0.0.1:" + (args.length == 0 ? "7800" : args[0]);
        ClusterOptions options = ClusterOptions.named("street").bind("127.0.0.1", 0).members(first).allow("pykka.examples.");
        try (Cluster cluster = Cluster.join(options)) {
            ActorRef<Object> ref = cluster.whenPublished("shop").get(Duration.ofSeconds(30));
            Shop shop = ref.proxy(Shop.class);
            int left = shop.sell(new Order("tea", 2)).get();
            System.out.println("Tea that is left: " + left);
            try {
                shop.sell(new Order("tea", 2)).getOrThrow(SoldOutException.class);
            } catch (SoldOutException e) {
                System.out.println(e.getMessage());
            }
            shop.restock("tea", 5); // told: it comes before the next message
            System.out.println("In stock: " + ref.ask("stock"));
        }
    }
}
