package pykka.api.internal.actor;

import java.util.List;
import pykka.api.internal.deadlock.DeadlockDetector;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;

/** Connects blocking waits with the actors that a thread is constructing, and with the deadlock detector. */
public final class ActorWaits extends BlockingWait.Hook {
    private ActorWaits() {}

    public static void install() {
        install(new ActorWaits());
    }

    @Override
    public List<? extends Completer> making() {
        return StartScope.making();
    }

    @Override
    public void check(Completer waiting, BlockingWait wait) {
        DeadlockDetector.check(waiting, wait);
    }
}
