package pykka.api.messages;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Names in a message: validated on construction, so that a bad path fails in the sender, not on the actor's thread. */
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
