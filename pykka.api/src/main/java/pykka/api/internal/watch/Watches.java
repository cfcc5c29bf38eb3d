package pykka.api.internal.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.internal.promise.LocalPromise;

/** The actors that an actor watches. For its own thread. */
public final class Watches {
    /** A constant, because nothing may be allocated at the end of an actor. */
    private static final BiConsumer<ActorRef<?>, Watch> END = (watched, watch) -> watch.end();

    private final Map<ActorRef<?>, Watch> all = new HashMap<>();

    /** Begins a watch, unless there is one. The promise is one of the end of the watched actor. */
    public void add(Watcher watcher, ActorRef<?> watched, LocalPromise<ActorEnd> end) {
        if (all.containsKey(watched)) {
            return;
        }
        Watch watch = new Watch(watcher, watched, end);
        boolean begun = false;
        try {
            all.put(watched, watch);
            watch.begin();
            begun = true;
        } finally {
            if (!begun) { // the map has no memory to grow, but has the watch
                end(watched);
            }
        }
    }

    /** Ends a watch, if there is one. */
    public void end(ActorRef<?> watched) {
        Watch watch = all.remove(watched);
        if (watch != null) {
            watch.end();
        }
    }

    /** Ends all watches. Allocates nothing. */
    public void endAll() {
        all.forEach(END);
        all.clear();
    }
}
