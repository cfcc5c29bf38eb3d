package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.CallableProxy;
import pykka.api.Future;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.messages.ProxyGetAttr;

/** A proxy that finds members by name. It keeps the path, and none of the classes or members found along it. */
final class DynamicProxy implements ActorProxy {
    private static final Object[] NONE = {};
    private static final WeakReference<@Nullable KnownCall> NO_CALL = new WeakReference<>(null);

    private final LocalActorRef<?> ref;
    private final List<String> path;
    private final MethodHandles.@Nullable Lookup lookup;
    private final WeakReference<ActorClass.Rights> rights;
    /** The last call, because the next one often equals it. Weak: a proxy must not keep the class of its actor. */
    private volatile WeakReference<? extends @Nullable KnownCall> last = NO_CALL;

    /** Creates a proxy for a path that has been checked. */
    private DynamicProxy(MemberPath place, MethodHandles.@Nullable Lookup lookup) {
        ref = place.ref();
        path = place.path();
        this.lookup = lookup;
        rights = place.access().rights().weak;
    }

    static ActorProxy of(LocalActorRef<?> ref, MethodHandles.@Nullable Lookup lookup) {
        return MemberPath.whileAlive(ref, () -> {
            MemberPath root = MemberPath.of(ref, List.of(), new MemberAccess(ref, lookup));
            root.checkReachable();
            return new DynamicProxy(root, lookup);
        });
    }

    private MemberPath place() {
        return MemberPath.of(ref, path, new MemberAccess(ref, lookup));
    }

    @Override
    public Future<@Nullable Object> call(String method, @Nullable Object @Nullable ... args) {
        return new DynamicMethod(this, Objects.requireNonNull(method, "method")).call(args);
    }

    @Override
    public void defer(String method, @Nullable Object @Nullable ... args) {
        new DynamicMethod(this, Objects.requireNonNull(method, "method")).defer(args);
    }

    @Override
    public Future<@Nullable Object> get(String attribute) {
        Objects.requireNonNull(attribute, "attribute");
        if (path.isEmpty() && attribute.equals("actorRef")) {
            return ref.askAsync(ProxyGetAttr.of(attribute));
        }
        return ask(MemberKind.READ, attribute, NONE, Map.of());
    }

    @Override
    public void set(String attribute, @Nullable Object value) {
        Objects.requireNonNull(attribute, "attribute");
        ref.refuseWait(null);
        ref.ask(message(MemberKind.WRITE, attribute, new Object[] {value}, Map.of()));
    }

    @Override
    @SuppressWarnings("unchecked") // a write is answered with null
    public Future<@Nullable Void> setAsync(String attribute, @Nullable Object value) {
        Objects.requireNonNull(attribute, "attribute");
        return (Future<@Nullable Void>) (Future<?>) ask(MemberKind.WRITE, attribute, new Object[] {value}, Map.of());
    }

    @Override
    public ActorProxy at(String attribute) {
        Objects.requireNonNull(attribute, "attribute");
        return MemberPath.whileAlive(ref, () -> new DynamicProxy(place().at(attribute), lookup));
    }

    @Override
    public CallableProxy method(String name) {
        Objects.requireNonNull(name, "name");
        if (!isStop(name) && ref.isAlive()) {
            try {
                place().methods(name);
            } catch (ActorMemberException e) {
                if (ref.isAlive()) {
                    throw e;
                }
            }
        }
        return new DynamicMethod(this, name);
    }

    @Override
    public List<String> attributes() {
        return MemberPath.whileAlive(ref, () -> place().names());
    }

    @Override
    public ActorRef<?> actorRef() {
        return ref;
    }

    @Override
    public List<String> path() {
        return path;
    }

    boolean isStop(String method) {
        return path.isEmpty() && method.equals("stop");
    }

    Future<@Nullable Object> ask(MemberKind kind, String name, @Nullable Object[] arguments, Map<String, ?> named) {
        return ref.askAsync(message(kind, name, arguments, named));
    }

    void tell(MemberKind kind, String name, @Nullable Object[] arguments, Map<String, ?> named) {
        ref.tell(MemberPath.whileAlive(ref, () -> find(kind, name, arguments, named)));
    }

    /** The message; null if the actor is dead, whose members are then no longer checked. */
    private @Nullable MemberMessage message(
            MemberKind kind, String name, @Nullable Object[] arguments, Map<String, ?> named) {
        if (ref.isAlive()) {
            try {
                return find(kind, name, arguments, named);
            } catch (ActorMemberException e) {
                if (ref.isAlive()) {
                    throw e;
                }
            }
        }
        return null;
    }

    /** The message, from the last call, from all known ones, or by a search. Calls with changed arguments are not kept. */
    private MemberMessage find(MemberKind kind, String name, @Nullable Object[] arguments, Map<String, ?> named) {
        KnownCall found = last.get();
        if (found != null && named.isEmpty() && found.fits(kind, name, arguments)) {
            return new MemberMessage(found.call, arguments);
        }
        ActorClass.Rights known = rights.get();
        KnownCall.Key key = known == null || !named.isEmpty() ? null
                : KnownCall.Key.of(ref.actorClass(), kind, path, name, arguments);
        found = key == null ? null : known.call(key);
        if (found == null) {
            MemberMessage message = place().message(kind, name, arguments, named);
            if (key == null || message.arguments != arguments) {
                return message;
            }
            found = known.remember(key, message.call);
        }
        last = found.weak;
        return new MemberMessage(found.call, arguments);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DynamicProxy proxy && proxy.ref == ref && proxy.path.equals(path);
    }

    @Override
    public int hashCode() {
        return 31 * ref.hashCode() + path.hashCode();
    }

    @Override
    public String toString() {
        return MemberErrors.text(ref, path);
    }
}
