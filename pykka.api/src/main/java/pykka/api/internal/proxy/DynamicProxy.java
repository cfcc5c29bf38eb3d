package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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

    private final LocalActorRef<?> ref;
    private final List<String> path;
    private final MethodHandles.@Nullable Lookup lookup;
    private final CallCache shortcuts;

    /** Creates a proxy for a path that has been checked. */
    private DynamicProxy(LocalActorRef<?> ref, List<String> path, MethodHandles.@Nullable Lookup lookup) {
        this.ref = ref;
        this.path = path;
        this.lookup = lookup;
        shortcuts = new CallCache(ref, path, lookup);
    }

    static ActorProxy of(LocalActorRef<?> ref, MethodHandles.@Nullable Lookup lookup) {
        return MemberPath.whileAlive(ref, () -> {
            MemberPath.of(ref, List.of(), lookup).checkReachable();
            return new DynamicProxy(ref, List.of(), lookup);
        });
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
        return ask(MemberKind.READ, attribute, NONE, place -> place.read(attribute));
    }

    @Override
    public void set(String attribute, @Nullable Object value) {
        Objects.requireNonNull(attribute, "attribute");
        ref.refuseSelfWait();
        ref.ask(find(MemberKind.WRITE, attribute, new Object[] {value}, place -> place.write(attribute, value)));
    }

    @Override
    @SuppressWarnings("unchecked") // a write is answered with null
    public Future<@Nullable Void> setAsync(String attribute, @Nullable Object value) {
        Objects.requireNonNull(attribute, "attribute");
        return (Future<@Nullable Void>) (Future<?>) ask(
                MemberKind.WRITE, attribute, new Object[] {value}, place -> place.write(attribute, value));
    }

    @Override
    public ActorProxy at(String attribute) {
        Objects.requireNonNull(attribute, "attribute");
        return MemberPath.whileAlive(ref,
                () -> new DynamicProxy(ref, MemberPath.of(ref, path, lookup).at(attribute).path(), lookup));
    }

    @Override
    public CallableProxy method(String name) {
        Objects.requireNonNull(name, "name");
        if (!isStop(name) && ref.isAlive()) {
            try {
                MemberPath.of(ref, path, lookup).methods(name);
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
        return MemberPath.whileAlive(ref, () -> MemberPath.of(ref, path, lookup).names());
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

    Future<@Nullable Object> ask(
            @Nullable MemberKind kind, String name, @Nullable Object[] args, Function<MemberPath, MemberMessage> search) {
        return ref.askAsync(find(kind, name, args, search));
    }

    /** The message; null if the actor is dead, whose members are then no longer checked. */
    private @Nullable MemberMessage find(
            @Nullable MemberKind kind, String name, @Nullable Object[] args, Function<MemberPath, MemberMessage> search) {
        if (ref.isAlive()) {
            try {
                return shortcuts.find(kind, name, args, search);
            } catch (ActorMemberException e) {
                if (ref.isAlive()) {
                    throw e;
                }
            }
        }
        return null;
    }

    void tell(
            @Nullable MemberKind kind, String name, @Nullable Object[] args, Function<MemberPath, MemberMessage> search) {
        ref.tell(MemberPath.whileAlive(ref, () -> shortcuts.find(kind, name, args, search)));
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
        return MemberPath.text(ref, path);
    }
}
