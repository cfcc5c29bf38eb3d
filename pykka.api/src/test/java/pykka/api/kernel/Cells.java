package pykka.api.kernel;

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
abstract class Cells {
    final List<String> events = new ArrayList<>();

    static class Manual implements ActorRuntime {
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

    Cell start(ActorRuntime runtime) {
        return start(runtime, ActorOptions.defaults());
    }

    Cell start(ActorRuntime runtime, ActorOptions options) {
        ActorRef<?> ref = Actor.start(() -> new Talking(events), options.runtime(runtime));
        return Registry.ours(ref).cell();
    }

    static ActorTask.Turn run(Cell cell) {
        return cell.run(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    @AfterEach
    void endAll() {
        for (Ref<?> ref : Registry.snapshot(ref -> true)) {
            Cell cell = ref.cell();
            cell.stop();
            run(cell);
        }
        assertEquals(List.of(), ActorRegistry.getAll());
    }
}
