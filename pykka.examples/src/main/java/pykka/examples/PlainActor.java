package pykka.examples;

import java.util.ArrayList;
import java.util.List;
import pykka.api.Actor;
import pykka.api.ActorRef;

/** A plain actor: it stores the messages that it is told, and answers with them when it is asked. */
public final class PlainActor extends Actor {
    private static final Object GET_MESSAGES = new Object();

    private final List<Object> storedMessages = new ArrayList<>();

    private PlainActor() {}

    private record Country(String code, String name) {}

    @Override
    protected Object onReceive(Object message) {
        if (message == GET_MESSAGES) {
            return List.copyOf(storedMessages); // the list itself stays with the actor
        }
        storedMessages.add(message);
        return null;
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ActorRef<PlainActor> actor = Actor.start(PlainActor::new);
        actor.tell(new Country("no", "Norway"));
        actor.tell(new Country("se", "Sweden"));
        System.out.println(actor.ask(GET_MESSAGES));
        actor.stop();
    }
}
