package pykka.api.internal.util;

import org.jspecify.annotations.Nullable;

/** What user code sees of the thread that runs it. A thread of the application's own class may refuse any of it, as some of the JDK's do. */
public final class ThreadContext {
    private ThreadContext() {}

    /** Sets the context class loader, if that is another one. */
    public static void loader(Thread thread, @Nullable ClassLoader loader) {
        try {
            if (thread.getContextClassLoader() != loader) {
                thread.setContextClassLoader(loader);
            }
        } catch (RuntimeException refused) {
            // it keeps the loader that it had
        }
    }

    /** Interrupts the thread. */
    public static void interrupt(Thread thread) {
        try {
            thread.interrupt();
        } catch (RuntimeException refused) {
            // it is not interrupted
        }
    }
}
