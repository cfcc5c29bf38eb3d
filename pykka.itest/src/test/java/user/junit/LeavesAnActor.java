package user.junit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.testkit.StopActors;

/** Run by somebody else: the name is none of a test. */
@ExtendWith(StopActors.class)
class LeavesAnActor {
    static final class Left extends Actor {}

    @Test
    void leaves() {
        Actor.start(Left::new);
    }

    @Test
    void leavesInterrupted() {
        Actor.start(Left::new);
        Thread.currentThread().interrupt();
    }

    @Test
    void stops() {
        Actor.start(Left::new).stop();
    }
}
