package pykka.api.internal.proxy;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.CallableProxy;
import pykka.api.Future;
import pykka.api.internal.util.SafeText;

/** A method by its name. */
final class DynamicMethod implements CallableProxy {
    private final DynamicProxy proxy;
    private final String name;

    DynamicMethod(DynamicProxy proxy, String name) {
        this.proxy = proxy;
        this.name = name;
    }

    @Override
    public Future<@Nullable Object> call(@Nullable Object @Nullable ... args) {
        return callWith(Map.of(), args);
    }

    @Override
    public void defer(@Nullable Object @Nullable ... args) {
        deferWith(Map.of(), args);
    }

    @Override
    @SuppressWarnings("unchecked") // the future of a Boolean is one of an object: nobody can set it
    public Future<@Nullable Object> callWith(Map<String, ?> kwargs, @Nullable Object @Nullable ... args) {
        Objects.requireNonNull(kwargs, "kwargs");
        Object[] given = arguments(args);
        if (proxy.isStop(name) && given.length == 0 && kwargs.isEmpty()) {
            return (Future<@Nullable Object>) (Future<?>) proxy.actorRef().stopAsync();
        }
        return proxy.ask(kind(kwargs), name, given, place -> place.call(name, given, kwargs));
    }

    @Override
    public void deferWith(Map<String, ?> kwargs, @Nullable Object @Nullable ... args) {
        Objects.requireNonNull(kwargs, "kwargs");
        Object[] given = arguments(args);
        if (proxy.isStop(name) && given.length == 0 && kwargs.isEmpty()) {
            proxy.actorRef().stopAsync();
        } else {
            proxy.tell(kind(kwargs), name, given, place -> place.call(name, given, kwargs));
        }
    }

    /** Only arguments in order make the call known by their classes. */
    private static @Nullable MemberKind kind(Map<String, ?> kwargs) {
        return kwargs.isEmpty() ? MemberKind.CALL : null;
    }

    /** A copy; Java gives null for a lone null argument. */
    private static @Nullable Object[] arguments(@Nullable Object @Nullable [] args) {
        return args == null ? new Object[] {null} : Arrays.copyOf(args, args.length, Object[].class);
    }

    @Override
    public String toString() {
        return "<CallableProxy " + SafeText.clean(name) + " of " + proxy + ">";
    }
}
