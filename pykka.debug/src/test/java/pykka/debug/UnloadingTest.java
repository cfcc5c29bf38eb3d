package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import pykka.api.ActorRef;
import pykka.debug.Tests.Plain;

/**
 * What is installed does not keep this module in memory when it is closed, or when the bundle is stopped; a recording runs on.
 */
@Timeout(120)
class UnloadingTest {
    /** This module once more, as a bundle that can be uninstalled. */
    private static final class Copy extends ClassLoader {
        Copy() {
            super(UnloadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("pykka.debug.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] code = in.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }

        Object call(String type, String method, Object... arguments) throws Exception {
            for (var candidate : loadClass("pykka.debug." + type).getMethods()) {
                if (candidate.getName().equals(method) && candidate.getParameterCount() == arguments.length) {
                    try {
                        return candidate.invoke(null, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof Exception cause ? cause : e;
                    }
                }
            }
            throw new NoSuchMethodException(type + "." + method);
        }

        /** Uses everything; returns what can be closed. */
        List<AutoCloseable> install() throws Exception {
            List<AutoCloseable> handles = new ArrayList<>();
            Object noOptions = Array.newInstance(loadClass("pykka.debug.SignalHook$Option"), 0);
            handles.add((AutoCloseable) call("SignalHook", "install", "USR1", noOptions));
            handles.add((AutoCloseable) call("Watchdog", "start", Duration.ofMillis(20), 10));
            handles.add((AutoCloseable) call("Jmx", "register"));
            handles.add((AutoCloseable) call("FlightEvents", "install", Duration.ZERO));
            assertEquals(true, handles.get(0).getClass().getMethod("isInstalled").invoke(handles.get(0)));
            assertEquals(true, handles.get(3).getClass().getMethod("isInstalled").invoke(handles.get(3)));
            assertEquals(true, call("ThreadTracebacks", "log"));
            assertEquals(true, call("Jcmd", "threadPrint", new StringBuilder()));
            assertEquals("No deadlock", call("Deadlocks", "report"));
            ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(Jmx.NAME), "Classes");
            return handles;
        }
    }

    private static WeakReference<ClassLoader> use(boolean close) throws Exception {
        Copy copy = new Copy();
        List<AutoCloseable> handles = copy.install();
        ActorRef<Plain> ref = Tests.start("threading");
        assertEquals("recorded", ref.ask("recorded"));
        ref.stop();
        SignalHookTest.raise("USR1");
        if (close) {
            for (AutoCloseable handle : handles) {
                handle.close();
            }
        } else {
            Object activator = copy.loadClass("pykka.debug.internal.Activator").getConstructor().newInstance();
            activator.getClass().getMethod("stop", BundleContext.class).invoke(activator, (Object) null);
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> copy.call("Jmx", "register"));
            assertEquals("The bundle pykka.debug has been stopped", e.getMessage());
        }
        return new WeakReference<>(copy);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void faultI5ClassLoaderIsCollectedOnceAllIsClosedOrTheBundleIsStopped(boolean close) throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            WeakReference<ClassLoader> loader = use(close);
            Tests.await("the class loader is collected", () -> {
                System.gc();
                return loader.get() == null;
            });
            JvmSignal signal = new JvmSignal("USR1");
            assertTrue(signal.isNone(signal.handle(signal.handler(() -> {}, "of the test"))));
            signal.handle(Class.forName("sun.misc.SignalHandler").getField("SIG_DFL").get(null));
            assertEquals(List.of(), List.copyOf(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("pykka:*"), null)));
        }
    }

    /** Two applications of one JVM, each with this library. */
    @Test
    void anotherCopyOfTheLibraryHasABeanOfItsOwn() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName other = new ObjectName(Jmx.NAME + ",copy=2");
        Copy copy = new Copy();
        try (Jmx first = Jmx.register()) {
            AutoCloseable second = (AutoCloseable) copy.call("Jmx", "register");
            assertEquals(Jmx.NAME, first.name());
            assertEquals(other.toString(), second.getClass().getMethod("name").invoke(second));
            assertEquals(0, server.getAttribute(other, "Count"));
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> copy.call("Jmx", "register"));
            assertTrue(e.getMessage().contains("close what Jmx.register() returned first"), e::getMessage);
            second.close();
            assertFalse(server.isRegistered(other));
            assertEquals(0, server.getAttribute(new ObjectName(Jmx.NAME), "Count"));
        }
        assertEquals(Set.of(), server.queryNames(new ObjectName("pykka:*"), null));
    }

    @Test
    void aBundleThatIsStartedAgainCanBeUsedAgain() throws Exception {
        Copy copy = new Copy();
        Object activator = copy.loadClass("pykka.debug.internal.Activator").getConstructor().newInstance();
        activator.getClass().getMethod("stop", BundleContext.class).invoke(activator, (Object) null);
        BundleContext withoutProperties = (BundleContext) Proxy.newProxyInstance(BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> null);
        activator.getClass().getMethod("start", BundleContext.class).invoke(activator, withoutProperties);
        ((AutoCloseable) copy.call("Jmx", "register")).close();
    }
}
