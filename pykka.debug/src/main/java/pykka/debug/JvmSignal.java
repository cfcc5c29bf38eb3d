package pykka.debug;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** sun.misc.Signal, by reflection: it may not be there, and javac's warning of it cannot be switched off. */
final class JvmSignal {
    private final Object signal;
    private final Class<?> handlerType;
    private final Method handle;
    private final Method call;

    /**
     * @throws ReflectiveOperationException if this JVM has no signals to offer
     * @throws IllegalArgumentException if it does not know this one
     */
    JvmSignal(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        handlerType = Class.forName("sun.misc.SignalHandler");
        handle = type.getMethod("handle", type, handlerType);
        call = handlerType.getMethod("handle", type);
        try {
            signal = type.getConstructor(String.class).newInstance(name);
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        }
    }

    /** A handler that runs something, and is equal to itself alone. */
    Object handler(Runnable action, String text) {
        return Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
            switch (method.getName()) {
                case "handle" -> action.run();
                case "equals" -> {
                    return self == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(self);
                }
                default -> {
                    return text;
                }
            }
            return null;
        });
    }

    /**
     * Makes this the handler.
     *
     * @return the one before
     * @throws IllegalArgumentException if the JVM keeps the signal for itself
     */
    Object handle(Object handler) throws ReflectiveOperationException {
        try {
            return handle.invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        }
    }

    /** Whether a handler is that of an unhandled signal: the default, or to ignore it. */
    boolean isNone(Object handler) throws ReflectiveOperationException {
        return handler == handlerType.getField("SIG_DFL").get(null) || handler == handlerType.getField("SIG_IGN").get(null);
    }

    /** Whether it is not written in Java, or belongs to the JDK itself. */
    boolean isOfTheJvm(Object handler) {
        return handler.getClass().getEnclosingClass() == signal.getClass();
    }

    void call(Object handler) throws ReflectiveOperationException {
        try {
            call.invoke(handler, signal);
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(InvocationTargetException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
