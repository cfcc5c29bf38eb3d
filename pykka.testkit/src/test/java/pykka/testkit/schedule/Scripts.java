package pykka.testkit.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorFactory;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;

/** Actors for the tests of this package. */
final class Scripts {
    private Scripts() {}

    static <A extends Actor> ActorRef<A> start(SteppingRuntime runtime, ActorFactory<? extends A> factory) {
        return Actor.start(factory, ActorOptions.defaults().runtime(runtime));
    }

    /** Notes what it is sent, with its name. */
    static final class Noting extends Actor {
        private final String name;
        private final List<String> notes;

        Noting(String name, List<String> notes) {
            this.name = name;
            this.notes = notes;
        }

        @Override
        protected @Nullable Object onReceive(Object message) {
            notes.add(name + message);
            return message;
        }
    }

    /** Runs what it is given. */
    static final class Idle extends Actor {}

    /** The order in which three actors handle three messages each. */
    static List<String> order(SteppingRuntime runtime) {
        List<String> notes = new ArrayList<>();
        List<ActorRef<Noting>> refs = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            refs.add(start(runtime, () -> new Noting(name, notes)));
        }
        for (int i = 1; i <= 3; i++) {
            for (ActorRef<Noting> ref : refs) {
                ref.tell(i);
            }
        }
        runtime.runUntilIdle();
        refs.forEach(ActorRef::stop);
        runtime.close();
        return notes;
    }
}
