package pykka.cluster.internal.ref;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.spi.RemoteProxy;

/** The invocation handler of a typed proxy of an actor of another node. Default methods run in the caller. */
final class TypedProxy implements InvocationHandler, RemoteProxy {
    private static final Object[] NONE = {};

    private final RemoteRef<?> ref;
    private final Class<?> type;
    private final MethodHandles.@Nullable Lookup lookup;
    private final Map<Method, RemoteMethod> methods = new ConcurrentHashMap<>();

    private TypedProxy(RemoteRef<?> ref, Class<?> type, MethodHandles.@Nullable Lookup lookup) {
        this.ref = ref;
        this.type = type;
        this.lookup = lookup;
    }

    static <P> P of(RemoteRef<?> ref, Class<P> type, MethodHandles.@Nullable Lookup lookup) {
        List<String> problems = problems(ref, type);
        if (!problems.isEmpty()) {
            throw new ActorMemberException(type.getName() + " does not fit " + ref + ": " + String.join("; ", problems));
        }
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new TypedProxy(ref, type, lookup)));
    }

    private static List<String> problems(RemoteRef<?> ref, Class<?> type) {
        List<String> problems = new ArrayList<>();
        if (!type.isInterface()) {
            problems.add("it is no interface");
            return problems;
        }
        if (!ref.interfaces().contains(type.getName())) {
            problems.add("it is not among the interfaces that its node has published, " + ref.interfaces()
                    + ": publish(name, ref, " + type.getSimpleName() + ".class) there");
        }
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !isOfRef(method) && !isAnswer(method.getReturnType())) {
                problems.add(method.getName() + " returns " + method.getReturnType().getSimpleName()
                        + ": from another node it can be a Future, a CompletionStage, a CompletableFuture or void");
            }
        }
        return problems;
    }

    private static boolean isAnswer(Class<?> type) {
        return type == void.class || type == Future.class || type == CompletionStage.class || type == CompletableFuture.class;
    }

    private static boolean isOfRef(Method method) {
        return method.getParameterCount() == 0 && method.getName().equals("actorRef")
                && method.getReturnType().isAssignableFrom(ActorRef.class);
    }

    @Override
    public ActorRef<?> actorRef() {
        return ref;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? NONE : given;
        if (method.getDeclaringClass() == Object.class) {
            return local(method, arguments);
        }
        if (method.isDefault()) {
            return lookup == null ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : lookup.unreflectSpecial(method, type).bindTo(proxy).invokeWithArguments(arguments);
        }
        if (isOfRef(method)) {
            return ref;
        }
        if (arguments.length == 0 && method.getName().equals("stop")) {
            return answer(method, ref.stopAsync());
        }
        RemoteMethod remote = methods.computeIfAbsent(method, m -> RemoteMethod.of(type, m));
        if (method.getReturnType() == void.class) {
            ref.node().callTold(ref, remote, arguments);
            return null;
        }
        return answer(method, ref.node().call(ref, remote, arguments));
    }

    private static @Nullable Object answer(Method method, Future<?> future) {
        if (method.getReturnType() == void.class) {
            return null;
        }
        if (method.getReturnType() == Future.class) {
            return future;
        }
        CompletableFuture<?> stage = future.toCompletableFuture();
        if (!stage.isDone()) {
            stage.whenComplete((value, failure) -> {
                if (stage.isCancelled()) {
                    future.cancel();
                }
            });
        }
        return stage;
    }

    private @Nullable Object local(Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments[0] instanceof Proxy other && Proxy.getInvocationHandler(other) instanceof TypedProxy that
                    && that.type == type && that.ref == ref;
            case "hashCode" -> 31 * ref.hashCode() + type.hashCode();
            default -> type.getSimpleName() + " of " + ref;
        };
    }
}
