package pykka.examples;

import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;

/** Two actors that work together: a bookkeeper counts, an adder does the adding. */
public final class CooperatingActors {
    private CooperatingActors() {}

    private static final class Adder extends Actor {
        int addOne(int i) {
            System.out.println(this + " is increasing " + i);
            return i + 1;
        }
    }

    private static final class Bookkeeper extends Actor {
        private final ActorRef<Adder> adder;

        Bookkeeper(ActorRef<Adder> adder) {
            this.adder = adder;
        }

        void countTo(int target) {
            int i = 0;
            while (i < target) {
                i = next(i);
                System.out.println(this + " got " + i + " back");
            }
        }

        private int next(int i) {
            return adder.call(a -> a.addOne(i)).get();
        }
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ActorRef<Adder> adder = Actor.start(Adder::new);
        ActorRef<Bookkeeper> bookkeeper = Actor.start(() -> new Bookkeeper(adder));
        bookkeeper.run(b -> b.countTo(10)).get();
        ActorRegistry.stopAll();
    }
}
