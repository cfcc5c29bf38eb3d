package pykka.itest.paxlog;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.slf4j.Marker;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

/**
 * Takes the place of the log back end of Pax Logging, and gives what Pykka logs to the recorder. An appender would not do: it is
 * given neither throwables nor markers. The interfaces are implemented by proxies, for beside them there is an slf4j in their
 * bundle.
 */
public final class Activator implements BundleActivator {
    private static final String PACKAGE = "org.ops4j.pax.logging.";

    @Override
    public void start(BundleContext context) throws Exception {
        Class<?> logger = Class.forName(PACKAGE + "PaxLogger");
        Object mdc = Class.forName(PACKAGE + "PaxContext").getConstructor().newInstance();
        Object service = proxy(Class.forName(PACKAGE + "PaxLoggingService"), (self, method, args) ->
                switch (method.getName()) {
                    case "getLogger" -> proxy(logger, (each, called, values) -> call((String) args[1], called, values));
                    case "getPaxContext" -> mdc;
                    default -> null;
                });
        context.registerService(PACKAGE + "PaxLoggingService", service, null); // Pax Logging takes the latest
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) ->
                switch (method.getName()) {
                    case "equals" -> self == args[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> type.getSimpleName();
                    default -> handler.invoke(self, method, args);
                });
    }

    private static Object call(String name, Method method, Object[] args) throws ReflectiveOperationException {
        boolean ours = name != null && name.startsWith("pykka");
        switch (method.getName()) {
            case "isDebugEnabled":
                return ours && Recorder.debug();
            case "isInfoEnabled", "isWarnEnabled", "isErrorEnabled":
                return ours;
            case "debug", "info", "warn", "error":
                if (ours) {
                    record(method.getName().toUpperCase(Locale.ROOT), name, args);
                }
                return null;
            default:
                return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
        }
    }

    /** The text is whole: it is formatted before. */
    private static void record(String level, String name, Object[] args) throws ReflectiveOperationException {
        Deque<Object> all = new ArrayDeque<>();
        for (Object arg : args) {
            if (arg instanceof Object[] many) {
                all.addAll(Arrays.asList(many));
            } else if (arg != null) {
                all.add(arg);
            }
        }
        String marker = all.peek() instanceof String ? null
                : ((Marker) all.peek().getClass().getMethod("slf4jMarker").invoke(all.pop())).getName();
        String text = (String) all.pop();
        Recorder.record(new LogRecord(level, name, text, all.peekLast() instanceof Throwable thrown ? thrown : null, marker));
    }

    @Override
    public void stop(BundleContext context) {
        // the service goes with the bundle
    }
}
