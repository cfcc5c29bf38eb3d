package pykka.api.spi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.AdaptiveSpin;
import pykka.api.internal.util.PlatformThreads;
import pykka.api.internal.util.Properties;
import pykka.api.internal.util.StackReserve;

/**
 * Makes the threads of actors, platform and virtual ones, so that none of them keeps anything of its maker: no inherited thread
 * locals, no access control context, no context class loader, normal priority, and the root thread group.
 */
public final class ActorThreads {
    private static final @Nullable MethodHandle NEW_VIRTUAL = newVirtual();
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

    /** Whether there has been a virtual thread of ours. */
    private static boolean madeVirtual;

    private ActorThreads() {}

    /**
     * Makes a platform thread, which is an {@link ActorCarrier}.
     *
     * @param name its name
     * @param daemon whether the JVM may end while it runs
     * @param body what it runs
     * @return the thread, not started
     */
    public static Thread platform(String name, boolean daemon, Runnable body) {
        return unprivileged(() -> {
            // looked for when it is needed: a security manager that refuses it refuses this thread, and not all later ones
            Thread thread = new Carrier(PlatformThreads.root(), body, name);
            thread.setDaemon(daemon);
            thread.setPriority(Thread.NORM_PRIORITY); // else that of the thread that starts an actor, or wakes one
            thread.setContextClassLoader(null);
            return thread;
        });
    }

    /**
     * Returns what a thread of {@link #platform} runs, so that a runtime finds its own object again without a ThreadLocal.
     *
     * @param thread the thread
     * @return the body that was given; null if the thread is another one, or has ended
     */
    public static @Nullable Runnable body(Thread thread) {
        return thread instanceof Carrier carrier ? carrier.body : null;
    }

    /**
     * Tells whether this JVM has virtual threads.
     *
     * @return true from JDK 21 on
     */
    public static boolean virtualAvailable() {
        return NEW_VIRTUAL != null;
    }

    /**
     * Makes a virtual thread.
     *
     * @param name its name
     * @param body what it runs
     * @return the thread, not started
     * @throws UnsupportedOperationException if this JVM has none
     */
    public static Thread virtual(String name, Runnable body) {
        MethodHandle make = NEW_VIRTUAL;
        if (make == null) {
            throw new UnsupportedOperationException(
                    "virtual threads need JDK 21 or newer, this is " + Runtime.version().feature());
        }
        if (!madeVirtual) {
            StackReserve.ensureForFirstUse(); // for the JDK's own classes
        }
        return unprivileged(() -> {
            try {
                Thread thread = (Thread) make.invoke(name, body);
                thread.setContextClassLoader(null);
                madeVirtual = true;
                return thread;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e); // the builder declares nothing
            }
        });
    }

    /**
     * Tells whether a thread is virtual.
     *
     * @param thread the thread
     * @return true if so
     */
    public static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // isVirtual declares nothing
        }
    }

    /**
     * Returns the look before the park, for the threads of one runtime: a message that comes within microseconds costs neither a
     * park nor an unpark. It looks whether what is passed to it comes true, for some microseconds at most, and returns what that
     * said last; false, perhaps without a look, if it is better to park. One thread looks at a time, none on a single core, none
     * with the property {@code pykka.spin} set to false, which is read now. Where it does not help nearly always, it is left out,
     * but for a try now and then. It may be called from any thread, and does not block; what it is passed must be quick, and may
     * throw.
     *
     * @return a new one, for {@link ActorTask#run(int, long, Predicate)} too
     */
    public static Predicate<BooleanSupplier> spin() {
        try {
            return Properties.bool("pykka.spin", true) ? new AdaptiveSpin() : condition -> false;
        } catch (RuntimeException | Error e) {
            return condition -> false; // an invalid value is reported by the first blocking wait
        }
    }

    /** Below JDK 24 a new thread inherits the access control context, and with it the class loaders, of all its callers. */
    @SuppressWarnings("removal")
    private static <T> T unprivileged(PrivilegedAction<T> action) {
        return Runtime.version().feature() < 24 ? AccessController.doPrivileged(action) : action.run();
    }

    /** Thread.ofVirtual().inheritInheritableThreadLocals(false).name(name).unstarted(body), on a JVM that has it. */
    private static @Nullable MethodHandle newVirtual() {
        if (Runtime.version().feature() < 21) {
            return null; // a preview before that
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle inherit = lookup.findVirtual(builder, "inheritInheritableThreadLocals",
                    MethodType.methodType(builder, boolean.class));
            MethodHandle name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
            MethodHandle unstarted = lookup.findVirtual(
                    builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            MethodHandle bare = MethodHandles.foldArguments(
                    MethodHandles.insertArguments(inherit, 1, false), ofVirtual);
            MethodHandle named = MethodHandles.foldArguments(name, bare);
            return MethodHandles.collectArguments(unstarted, 0, named);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup().findVirtual(
                    Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static final class Carrier extends Thread implements ActorCarrier {
        private @Nullable Runnable body;
        private @Nullable ActorTask current;

        Carrier(ThreadGroup group, Runnable body, String name) {
            super(group, body, name, 0, false);
            this.body = body;
        }

        @Override
        public void run() {
            try {
                super.run();
            } finally {
                body = null; // a thread that has ended may be kept
            }
        }

        @Override
        public @Nullable ActorTask current() {
            return current;
        }

        @Override
        public void current(@Nullable ActorTask task) {
            current = task;
        }
    }
}
