package pykka.api.internal.actor;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.timer.OwnTimers;
import pykka.api.internal.timer.TimerTarget;
import pykka.api.internal.watch.Watches;
import pykka.api.spi.Simulation;

/** What few actors have: apart, so that it costs the others nothing. For the actor's own thread, but for the timers. */
final class ActorExtras {
    final Watches watches = new Watches();
    final OwnTimers timers;
    /** The attributes of which the log has warned that they are proxies to the actor itself. */
    private @Nullable Set<String> warned;

    ActorExtras(TimerTarget actor, @Nullable Simulation simulation) {
        timers = new OwnTimers(actor, simulation);
    }

    /** Returns whether this is the first warning of an attribute. */
    boolean isFirstWarning(String attribute) {
        if (warned == null) {
            warned = new HashSet<>();
        }
        return warned.add(attribute);
    }
}
