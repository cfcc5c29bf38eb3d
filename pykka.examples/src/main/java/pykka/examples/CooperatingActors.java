package pykka.examples;

import java.lang.invoke.MethodHandles;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;

/** Two actors that work together: a bookkeeper counts, an adder, of which it is given a proxy, does the adding. */
public final class CooperatingActors {
    private CooperatingActors() {}

    private interface AdderProxy {
        Future<Integer> addOne(int i);
    }

    private static final class Adder extends Actor {
        public int addOne(int i) {
            System.out.println(this + " is increasing " + i);
            return i + 1;
        }
    }

    private static final class Bookkeeper extends Actor {
        private final AdderProxy adder;

        Bookkeeper(AdderProxy adder) {
            this.adder = adder;
        }

        void countTo(int target) {
            int i = 0;
            while (i < target) {
                i = adder.addOne(i).get();
                System.out.println(this + " got " + i + " back");
            }
        }
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        AdderProxy adder = Actor.start(Adder::new).proxy(AdderProxy.class, MethodHandles.lookup());
        ActorRef<Bookkeeper> bookkeeper = Actor.start(() -> new Bookkeeper(adder));
        bookkeeper.run(b -> b.countTo(10)).get();
        ActorRegistry.stopAll();
    }
}
