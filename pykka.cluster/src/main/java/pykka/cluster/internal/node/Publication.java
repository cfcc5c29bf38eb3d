package pykka.cluster.internal.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pykka.api.ActorRef;

/** A name of an actor of this node, and the interfaces by which other nodes may call it. */
final class Publication {
    final String name;
    final ActorRef<?> ref;
    final Map<String, PublishedInterface> interfaces = new LinkedHashMap<>();

    /** Throws ActorMemberException if an interface does not fit the actor. */
    Publication(String name, ActorRef<?> ref, List<Class<?>> interfaces) {
        this.name = name;
        this.ref = ref;
        for (Class<?> type : interfaces) {
            PublishedInterface published = new PublishedInterface(ref, type);
            this.interfaces.put(published.name(), published);
        }
    }
}
