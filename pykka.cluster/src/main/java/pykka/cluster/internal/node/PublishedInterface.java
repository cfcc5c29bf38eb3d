package pykka.cluster.internal.node;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorException;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.cluster.internal.ref.RemoteMethod;

/**
 * An interface by which other nodes may call an actor: a proxy of the library, whose handler is called itself, because the
 * interface need not be public.
 */
final class PublishedInterface {
    private final Class<?> type;
    private final Object proxy;
    private final InvocationHandler handler;
    private final Map<String, Method> methods = new HashMap<>();

    /** Throws ActorMemberException if the interface does not fit the actor. */
    PublishedInterface(ActorRef<?> ref, Class<?> type) {
        this.type = type;
        proxy = ref.proxy(type);
        handler = Proxy.getInvocationHandler(proxy);
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                methods.put(RemoteMethod.signature(method), method);
            }
        }
    }

    String name() {
        return type.getName();
    }

    /** Calls a method, whose arguments came from another node; returns what the proxy does. */
    @Nullable Object call(String signature, @Nullable Object[] arguments) {
        Method method = methods.get(signature);
        if (method == null) {
            throw new ActorMemberException(name() + " has no method " + signature + " on this node, which has " + methods.keySet());
        }
        Class<?>[] types = method.getParameterTypes();
        boolean fits = arguments.length == types.length;
        for (int i = 0; fits && i < types.length; i++) {
            fits = arguments[i] == null ? !types[i].isPrimitive()
                    : MethodType.methodType(types[i]).wrap().returnType().isInstance(arguments[i]);
        }
        if (!fits) {
            throw new ActorMemberException("The arguments do not fit " + signature + " of " + name());
        }
        try {
            return handler.invoke(proxy, method, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ActorException(String.valueOf(e));
        }
    }
}
