package pykka.cluster.internal.ref;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimer;
import pykka.api.Future;

/** What a remote reference needs of the link to its actor's node. Any thread may call all of it. */
public interface RemoteNode {
    /** Returns the name of the node, for texts. */
    String name();

    /** Tells; waits for room, throws as ActorRef.tell does. */
    void tell(RemoteRef<?> to, @Nullable Object message);

    /** Tells after some time, without waiting for room. */
    ActorTimer tellAfter(RemoteRef<?> to, Duration delay, @Nullable Object message);

    /** Asks; waits for room. The answer comes within the time, or the limit of the cluster if that is null. */
    Future<@Nullable Object> ask(RemoteRef<?> to, @Nullable Object message, @Nullable Duration timeout);

    /** Calls a method of a published interface; waits for room. What is refused at the call is thrown. */
    Future<@Nullable Object> call(RemoteRef<?> to, RemoteMethod method, @Nullable Object[] arguments);

    /** As call, without an answer. */
    void callTold(RemoteRef<?> to, RemoteMethod method, @Nullable Object[] arguments);

    /** Asks to stop; does not wait. */
    Future<Boolean> stop(RemoteRef<?> to, boolean atOnce, boolean interrupt);

    /** Keeps the reference in memory until its actor has ended or the node has left. */
    void hold(RemoteRef<?> ref);
}
