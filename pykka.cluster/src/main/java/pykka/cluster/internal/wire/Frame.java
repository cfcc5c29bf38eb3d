package pykka.cluster.internal.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node says to another. Numbers of actors are those of one side: of the receiver in what is sent to an actor, of the
 * sender in what tells of one. Numbers of asks are those of the asker.
 */
public sealed interface Frame {
    /** The first frame of a link, in both directions. */
    record Hello(String version, String node) implements Frame {}

    /** The sender ends the link; nothing follows. */
    record Bye(String why) implements Frame {}

    /** An actor of the sender has a name from now on. */
    record Publish(String name, RefToken actor, List<String> interfaces) implements Frame {
        public Publish {
            interfaces = List.copyOf(interfaces);
        }
    }

    /** An actor of the sender no longer has a name. */
    record Unpublish(String name, long actor) implements Frame {}

    /** A message that is told. */
    record Tell(long actor, Payload message) implements Frame {}

    /** A message that is asked. */
    record Ask(long id, long actor, Payload message) implements Frame {}

    /** A method of a published interface, with the types of its parameters; the id is 0 if the call is told. */
    record Call(long id, long actor, String type, String method, Payload arguments) implements Frame {}

    /** A request to stop. */
    record Stop(long id, long actor, boolean atOnce, boolean interrupt) implements Frame {}

    /** The answer of an ask or a call. */
    record Reply(long id, Payload value) implements Frame {}

    /** The failure of an ask, a call or a request to stop. */
    record Failure(long id, Payload failure) implements Frame {}

    /** The answer of a request to stop. */
    record Stopped(long id, boolean ended) implements Frame {}

    /** The asker no longer wants an answer; the message is withdrawn if its actor has not begun with it. */
    record Cancel(long id) implements Frame {}

    /** An actor of the sender has ended. */
    record Ended(long actor, String reason, @Nullable String failure) implements Frame {}

    /** The sender no longer holds an actor of the receiver, which it has been given so many times. */
    record Release(long actor, long times) implements Frame {}

    /** Whether the frame is counted as a message that is told. */
    default boolean isTold() {
        return this instanceof Tell || this instanceof Call call && call.id == 0;
    }
}
