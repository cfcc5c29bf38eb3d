package pykka.api.internal.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.RefusedMessage;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;

/** Handles proxy messages that users create and send themselves: they reach the same members as a dynamic proxy. */
public final class RawMessageHandler {
    private RawMessageHandler() {}

    /** Whether a message is a proxy message. */
    public static boolean is(@Nullable Object message) {
        return message instanceof Record
                && (message instanceof ProxyCall || message instanceof ProxyGetAttr || message instanceof ProxySetAttr);
    }

    /** Handles a proxy message, on the actor's thread. */
    public static @Nullable Object handle(LocalActorRef<?> ref, Object actor, Object message) throws Exception {
        if (message instanceof ProxyCall call && call.attrPath().equals(List.of("stop")) && call.args().isEmpty()
                && call.kwargs().isEmpty()) {
            ref.requestStop();
            return null;
        }
        if (message instanceof ProxyGetAttr get && get.attrPath().equals(List.of("actorRef"))) {
            return ref;
        }
        return resolve(ref, message).invoke(actor);
    }

    private static MemberMessage resolve(LocalActorRef<?> ref, Object message) {
        try {
            if (message instanceof ProxyCall call) {
                return place(ref, call.attrPath()).call(last(call.attrPath()), call.args().toArray(), call.kwargs());
            }
            if (message instanceof ProxyGetAttr get) {
                return place(ref, get.attrPath()).read(last(get.attrPath()));
            }
            ProxySetAttr set = (ProxySetAttr) message;
            return place(ref, set.attrPath()).write(last(set.attrPath()), set.value());
        } catch (ActorMemberException e) {
            throw new RefusedMessage(e);
        }
    }

    private static MemberPath place(LocalActorRef<?> ref, List<String> path) {
        if (path.isEmpty()) {
            throw MemberErrors.of(ref, path, "the path is empty: it must end with the name of a member");
        }
        return MemberPath.of(ref, path.subList(0, path.size() - 1), null);
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
    }
}
