package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a method of a proxy does.
 *
 * @param path the path to the member; for a nested proxy its own path
 * @param name the member's name
 * @param member calls, reads or writes the member; null if the kind does none of it
 * @param steps read the traversable attributes on the path
 * @param checks the types for which arguments must be checked at each call, null for an argument that needs no check; null if
 *     none does
 * @param flat whether the future that the member returns is flattened
 */
record MemberCall(MemberKind kind, List<String> path, String name, @Nullable MethodHandle member, MethodHandle[] steps,
        @Nullable Class<?> @Nullable [] checks, boolean flat) {
    private static final MethodHandle[] NO_STEPS = {};

    /** What needs no member of the actor. */
    MemberCall(MemberKind kind, List<String> path, String name) {
        this(kind, path, name, null, NO_STEPS, null, false);
    }
}
