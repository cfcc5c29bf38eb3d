package pykka.api.messages;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Names in a message. They are looked at when it is made: on the actor, somebody else would have the trouble. */
final class Names {
    private Names() {}

    static List<String> copy(List<String> path) {
        List<String> copy = List.copyOf(path);
        check(copy);
        return copy;
    }

    /** Throws if a name is null, or, behind a raw type, no name at all. */
    static void check(Collection<String> names) {
        for (String name : names) {
            Objects.requireNonNull(name);
        }
    }
}
