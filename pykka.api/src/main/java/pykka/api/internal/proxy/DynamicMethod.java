package pykka.api.internal.proxy;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.CallableProxy;
import pykka.api.Future;
import pykka.api.internal.util.SafeText;

/** A method of a dynamic proxy, called by its name. */
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
    @SuppressWarnings("unchecked") // a Future<Boolean> is safe as a Future<Object>: it cannot be set
    public Future<@Nullable Object> callWith(Map<String, ?> kwargs, @Nullable Object @Nullable ... args) {
        Objects.requireNonNull(kwargs, "kwargs");
        Object[] given = arguments(args);
        if (proxy.isStop(name) && given.length == 0 && kwargs.isEmpty()) {
            return (Future<@Nullable Object>) (Future<?>) proxy.actorRef().stopAsync();
        }
        return proxy.ask(MemberKind.CALL, name, given, kwargs);
    }

    @Override
    public void deferWith(Map<String, ?> kwargs, @Nullable Object @Nullable ... args) {
        Objects.requireNonNull(kwargs, "kwargs");
        Object[] given = arguments(args);
        if (proxy.isStop(name) && given.length == 0 && kwargs.isEmpty()) {
            proxy.actorRef().stopAsync();
        } else {
            proxy.tell(MemberKind.CALL, name, given, kwargs);
        }
    }

    /** A copy of the arguments. A lone null argument arrives as a null array. */
    private static @Nullable Object[] arguments(@Nullable Object @Nullable [] args) {
        return args == null ? new Object[] {null} : Arrays.copyOf(args, args.length, Object[].class);
    }

    @Override
    public String toString() {
        return "<CallableProxy " + SafeText.clean(name) + " of " + proxy + ">";
    }
}
