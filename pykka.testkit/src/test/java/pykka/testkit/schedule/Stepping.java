package pykka.testkit.schedule;

import static pykka.testkit.schedule.Scripts.start;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.testkit.StopActors;
import pykka.testkit.schedule.Scripts.Noting;

/** A runtime that steps, for each test, and what its actors note. */
@ExtendWith(StopActors.class)
@Timeout(60)
abstract class Stepping {
    final List<String> notes = new ArrayList<>();
    SteppingRuntime runtime = new SteppingRuntime();

    @AfterEach
    void stop() {
        ActorRegistry.stopAll();
        runtime.close();
    }

    ActorRef<Noting> noting(String name) {
        return start(runtime, () -> new Noting(name, notes));
    }
}
