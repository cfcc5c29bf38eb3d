package pykka.api.internal.lifecycle;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pykka.api.Registration;
import pykka.api.internal.actor.StopSequence;
import pykka.api.spi.ActorThreads;

/** Stops all actors when the JVM shuts down. */
public final class JvmExitHook {
    private static final Set<Thread> INSTALLED = ConcurrentHashMap.newKeySet();

    private JvmExitHook() {}

    public static Registration install(Duration timeout) {
        Thread hook = ActorThreads.platform("pykka-stop-at-exit", false, () -> StopSequence.atExit(timeout));
        Runtime.getRuntime().addShutdownHook(hook);
        INSTALLED.add(hook);
        return () -> remove(hook);
    }

    /** Called when the library's bundle stops: the JVM must not keep a reference to the library. */
    public static void removeAll() {
        INSTALLED.forEach(JvmExitHook::remove);
    }

    private static void remove(Thread hook) {
        if (INSTALLED.remove(hook)) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // the hook is running or is about to
            }
        }
    }
}
