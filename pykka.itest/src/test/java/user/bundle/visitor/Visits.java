package user.bundle.visitor;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.examples.plugin.api.Reception;

/** Has actors that talk to each other all the time, and one that visits whatever reception there is. Tells what they counted. */
@Component(immediate = true)
public final class Visits implements Supplier<Map<String, Long>> {
    private final ActorRef<Listener> listener = Actor.start(Listener::new);
    private final ActorRef<Talker> talker = Actor.start(() -> new Talker(listener));
    private final ActorRef<Visitor> visitor = Actor.start(Visitor::new);

    public Visits() {
        talker.defer(Talker::talk);
    }

    // run, other than defer, does not throw if the actor has ended: that may be so when the framework stops

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL)
    public void bindReception(Reception reception) {
        visitor.run(v -> v.opened(reception));
    }

    public void unbindReception(Reception reception) {
        visitor.run(v -> v.closed(reception));
    }

    @Override
    public Map<String, Long> get() {
        Map<String, Long> counted = new TreeMap<>(talker.call(Talker::counted).get());
        counted.putAll(visitor.call(Visitor::counted).get());
        return counted;
    }

    @Deactivate
    public void stop() {
        visitor.stop();
        talker.stop();
        listener.stop();
    }
}
