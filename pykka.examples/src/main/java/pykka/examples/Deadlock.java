package pykka.examples;

import java.time.Duration;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.debug.SignalHook;

/**
 * Two actors that wait for each other. One of the two waits fails, and its exception says who waits for whom. With
 * {@code -Dpykka.deadlock=off} they wait for ever, and a signal logs what all threads do.
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
        System.out.println("Registering signal handler...");
        SignalHook.install("USR1");

        System.out.println("Starting actors...");
        ActorRef<DeadlockActorA> a = Actor.start(DeadlockActorA::new);
        ActorRef<DeadlockActorB> b = Actor.start(() -> new DeadlockActorB(a));

        System.out.println("Now doing something stupid that will deadlock the actors...");
        Future<String> answer = a.call(actor -> actor.foo(b));
        try {
            waitFor(answer);
        } catch (ActorDeadlockException e) {
            System.out.println(e.getMessage());
        }
        ActorRegistry.stopAll();
    }

    private static void waitFor(Future<String> answer) {
        try {
            answer.get(Duration.ofSeconds(1));
        } catch (ActorTimeoutException e) {
            long pid = ProcessHandle.current().pid();
            System.out.println("1) Use `kill -USR1 " + pid + "` to log thread tracebacks");
            System.out.println("2) Then `kill " + pid + "` to terminate the process");
            answer.get();
        }
    }
}
