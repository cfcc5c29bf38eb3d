package pykka.api.internal.actor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorException;
import pykka.api.internal.deadlock.DeadlockDetector;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.util.Deadline;

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
    public @Nullable ActorException refusal(
            @Nullable Completer me, @Nullable Completer awaited, @Nullable Deadline deadline) {
        return WaitRefusal.of(me, awaited, deadline);
    }

    @Override
    public void check(Completer waiting, BlockingWait wait) {
        DeadlockDetector.check(waiting, wait);
        WaitRefusal.checkStack(waiting, wait.endedBy());
    }

    @Override
    public void checkThread(BlockingWait wait) {
        DeadlockDetector.checkThread(wait);
    }
}
