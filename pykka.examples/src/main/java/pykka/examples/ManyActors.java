package pykka.examples;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Futures;

/** Asks a thousand actors for the thread that they run on: it depends on the runtime, which nothing here names. */
public final class ManyActors {
    private static final int ACTORS = 1_000;

    private ManyActors() {}

    static class Member extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return Thread.currentThread();
        }
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        List<Future<Object>> replies = new ArrayList<>();
        for (int i = 0; i < ACTORS; i++) {
            ActorRef<Member> ref = Actor.start(Member::new);
            replies.add(ref.askAsync("Where do you run?"));
        }
        Set<Object> threads = new HashSet<>(Futures.getAll(replies));
        System.out.println(ACTORS + " actors ran on " + (threads.size() == ACTORS ? "as many threads" : "fewer threads"));
        ActorRegistry.stopAll();
    }
}
