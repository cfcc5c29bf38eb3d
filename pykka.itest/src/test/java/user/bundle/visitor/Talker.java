package user.bundle.visitor;

import java.util.Map;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.inspect.Counts;
import pykka.api.inspect.Inspection;

/** Tells and asks another actor, again and again: no message may be lost or come too early. */
final class Talker extends Actor {
    private final ActorRef<Listener> listener;
    private long talked;
    private long lost;

    Talker(ActorRef<Listener> listener) {
        this.listener = listener;
    }

    void talk() {
        listener.tell("hello");
        Object heard = listener.ask("hello?");
        talked += 2;
        lost += talked - (Long) heard;
        Actor.refOf(this).defer(Talker::talk);
    }

    /** Between two turns: the listener has nothing to do then. */
    Map<String, Long> counted() {
        Counts counts = Inspection.counts(listener).orElseThrow();
        return Map.of("talked", talked, "lost", lost, "accepted", counts.accepted(), "handled", counts.handled());
    }
}
