package user.bundle.station;

import java.util.function.Supplier;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorRuntime;

/** A component that starts an actor when it is activated, and tells what answers. Declarative Services does not try twice. */
public final class Station implements Supplier<String> {
    private ActorRef<Echo> echo;

    static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    public void activate() {
        echo = Actor.start(Echo::new);
    }

    public void deactivate() {
        echo.stop();
    }

    /** For a component that waits for a runtime. */
    public void bindRuntime(ActorRuntime runtime) {
        if (runtime.unavailableReason().isPresent()) {
            throw new IllegalStateException(runtime.name());
        }
    }

    @Override
    public String get() {
        return Inspection.actor(echo).map(ActorInfo::runtime).orElse("none") + ": " + echo.ask("hello");
    }
}
