package pykka.tck.support;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;

/** An actor with an inbox to fill. It answers with what it is sent, and keeps it. */
public class Noting extends Actor {
    /** Counts a free place of an inbox without taking part in what is tested. */
    protected static final Object FILLER = new Object();

    public final List<@Nullable Object> handled = new ArrayList<>();

    @Override
    protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
        return note(message);
    }

    /** What a message does, for lambdas that are sent instead of one. */
    public @Nullable Object note(@Nullable Object message) {
        if (message != FILLER) {
            handled.add(message);
        }
        return message;
    }

    /** Fills the inbox of an actor that is held at a gate, and returns how many places there were. Never waits. */
    public static int fill(ActorRef<? extends Noting> ref) {
        int places = 0;
        while (places < 1_000_000 && ActorRegistry.broadcast(FILLER, ref.actorClass()) == 1) {
            places++;
        }
        return places;
    }

    /** How many places an inbox has, all of them free. A place that was lost, or given twice, is found so. */
    public static int places(ActorRef<? extends Noting> ref) {
        Gate gate = Gate.hold(ref);
        int places = fill(ref);
        gate.open();
        while (true) { // until a place is free again
            try {
                ref.run(actor -> {}).get();
                return places;
            } catch (ActorException full) {
                Thread.yield();
            }
        }
    }
}
