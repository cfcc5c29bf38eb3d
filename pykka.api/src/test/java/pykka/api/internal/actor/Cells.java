package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;

/** Actors without threads: the test runs their turns. */
public abstract class Cells {
    public final List<String> events = new ArrayList<>();

    public static class Manual implements ActorRuntime {
        @Override
        public String name() {
            return "manual";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public void start(ActorTask task) {}

        @Override
        public void wake(ActorTask task) {}

        @Override
        public boolean holdsJvm() {
            return true;
        }
    }

    /** Says what happens to it; throws a message that is an exception. */
    static class Talking extends Actor {
        private final List<? super String> events;

        Talking(List<? super String> events) {
            this.events = events;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
            if (message instanceof Runnable code) {
                code.run();
            }
            if (message instanceof Exception failure) {
                throw failure;
            }
            return message;
        }

        @Override
        protected void onStop() {
            events.add("onStop");
        }

        @Override
        protected void onFailure(Throwable failure) {
            events.add("onFailure " + failure.getMessage());
        }
    }

    public ActorCell start(ActorRuntime runtime) {
        return start(runtime, ActorOptions.defaults());
    }

    public ActorCell start(ActorRuntime runtime, ActorOptions options) {
        ActorRef<?> ref = Actor.start(() -> new Talking(events), options.runtime(runtime));
        return Registry.ours(ref).cell();
    }

    public static ActorTask.Turn run(ActorCell cell) {
        return cell.run(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    @AfterEach
    void endAll() {
        for (LocalActorRef<?> ref : Registry.snapshot(ref -> true)) {
            ActorCell cell = ref.cell();
            cell.stop();
            run(cell);
        }
        assertEquals(List.of(), ActorRegistry.getAll());
    }
}
