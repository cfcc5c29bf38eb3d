package pykka.tck.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.DeadLetter;

/** A listener that collects dead letters, and counts what was handled. */
public final class Letters implements ActorListener {
    private final boolean content;
    private final Queue<DeadLetter> all = new ConcurrentLinkedQueue<>();
    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    /** Makes one that wants the content of messages, or does not. */
    public Letters(boolean content) {
        this.content = content;
    }

    @Override
    public boolean wantsContent() {
        return content;
    }

    @Override
    public void handled(ActorName actor, String message, long waited, long nanos, @Nullable String failure) {
        handled.add(actor.urn());
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        all.add(letter);
    }

    /** The letters to an actor, in their order. */
    public List<DeadLetter> to(ActorRef<?> ref) {
        return all.stream().filter(letter -> letter.actor().urn().equals(ref.actorUrn())).toList();
    }

    /** The letters to an actor, as they print themselves, without the actor, and sorted. */
    public List<String> texts(ActorRef<?> ref) {
        List<String> texts = new ArrayList<>();
        to(ref).forEach(letter -> texts.add(letter.toString().replace(ref.toString(), "@")));
        Collections.sort(texts);
        return texts;
    }

    /** How many messages an actor has handled. */
    public long handledBy(ActorRef<?> ref) {
        return handled.stream().filter(ref.actorUrn()::equals).count();
    }
}
