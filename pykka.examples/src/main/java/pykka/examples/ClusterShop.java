package pykka.examples;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.cluster.Cluster;
import pykka.cluster.ClusterOptions;

/** Publishes an actor under a name, for other JVMs: start it, then {@link ClusterCustomer} in a second JVM. */
public final class ClusterShop {
    private ClusterShop() {}

    /** What customers can do, wherever they are. */
    interface Shop {
        Future<Integer> sell(Order order);

        void restock(String what, int count);
    }

    record Order(String what, int count) implements Serializable {}

    static final class SoldOutException extends Exception {
        private static final long serialVersionUID = 1;

        SoldOutException(String message) {
            super(message);
        }
    }

    static final class ShopActor extends Actor {
        private final Map<String, Integer> stock = new HashMap<>(Map.of("tea", 3));

        @Override
        protected ActorOptions options() {
            return super.options().lookup(MethodHandles.lookup());
        }

        public int sell(Order order) throws SoldOutException {
            int left = stock.getOrDefault(order.what(), 0) - order.count();
            if (left < 0) {
                throw new SoldOutException("There is not enough " + order.what());
            }
            stock.put(order.what(), left);
            return left;
        }

        public void restock(String what, int count) {
            stock.merge(what, count, Integer::sum);
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            return message.equals("stock") ? Map.copyOf(stock) : super.onReceive(message);
        }
    }

    /**
     * Runs the first node, until its JVM is ended.
     *
     * @param args the port to listen on, 7800 if there is none
     */
    public static void main(String[] args) {
        int port = args.length == 0 ? 7800 : Integer.parseInt(args[0]);
        ClusterOptions options = ClusterOptions.named("street").bind("127.0.0.1", port).allow("pykka.examples.");
        try (Cluster cluster = Cluster.join(options)) {
            ActorRef<ShopActor> shop = Actor.start(ShopActor::new);
            cluster.publish("shop", shop, Shop.class);
            System.out.println("The shop is open");
            shop.whenStopped().get();
        }
    }
}
