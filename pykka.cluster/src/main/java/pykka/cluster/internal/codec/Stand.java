package pykka.cluster.internal.codec;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands in a serialized message for something that is not serializable. */
sealed interface Stand extends Serializable {
    /** Stands for a reference to an actor. */
    record Ref(String token) implements Stand {}

    /** Stands for an Optional. */
    record Maybe(@Nullable Object value) implements Stand {}

    static Maybe of(Optional<?> optional) {
        return new Maybe(optional.orElse(null));
    }
}
