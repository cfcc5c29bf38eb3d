package pykka.examples;

import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;

/**
 * Two actors that wait for each other. One of the two waits fails, and its exception says who waits for whom. With
 * {@code -Dpykka.deadlock=off} they wait for ever.
 */
public final class Deadlock {
    private Deadlock() {}

    private static final class DeadlockActorA extends Actor {
        String foo(ActorRef<DeadlockActorB> b) {
            System.out.println("This is foo calling bar");
            return b.call(DeadlockActorB::bar).get();
        }

        String baz() {
            return "never seen by bar";
        }
    }

    private static final class DeadlockActorB extends Actor {
        private final ActorRef<DeadlockActorA> a;

        DeadlockActorB(ActorRef<DeadlockActorA> a) {
            this.a = a;
        }

        String bar() {
            System.out.println("This is bar calling baz; BOOM!");
            return a.call(DeadlockActorA::baz).get();
        }
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ActorRef<DeadlockActorA> a = Actor.start(DeadlockActorA::new);
        ActorRef<DeadlockActorB> b = Actor.start(() -> new DeadlockActorB(a));
        System.out.println("Now doing something stupid that will deadlock the actors...");
        try {
            a.call(actor -> actor.foo(b)).get();
        } catch (ActorDeadlockException e) {
            System.out.println(e.getMessage());
        }
        ActorRegistry.stopAll();
    }
}
