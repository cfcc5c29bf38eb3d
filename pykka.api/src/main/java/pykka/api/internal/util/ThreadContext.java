package pykka.api.internal.util;

import org.jspecify.annotations.Nullable;

/**
 * What user code sees of the thread that runs it: context class loader and interrupt status. A thread of an application's own
 * class, and some of the JDK's, may refuse a change; the refusal is ignored.
 */
public final class ThreadContext {
    private ThreadContext() {}

    /** Sets the context class loader, if it is a different one. */
    public static void loader(Thread thread, @Nullable ClassLoader loader) {
        try {
            if (thread.getContextClassLoader() != loader) {
                thread.setContextClassLoader(loader);
            }
        } catch (RuntimeException refused) {
            // the thread keeps its loader
        }
    }

    public static void interrupt(Thread thread) {
        try {
            thread.interrupt();
        } catch (RuntimeException refused) {
            // the thread is not interrupted
        }
    }
}
