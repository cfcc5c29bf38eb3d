package pykka.debug;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;
import pykka.debug.internal.Installed;

/**
 * Logs a dump of {@link ThreadTracebacks} when the process gets a signal: after {@code SignalHook.install("USR1")}, on
 * {@code kill -USR1 <pid>}. Unlike in the original, no thread has to be free for that: the JVM makes one for each signal. Of
 * signals that come within a second of the last dump's beginning, none begins another one.
 *
 * <p>What cannot be installed is said in one WARN, and changes nothing in the application: a signal that the JVM keeps for
 * itself, that it or the operating system does not know, or that the application handles already; a JVM with {@code -Xrs}, which
 * gets no signals; one without {@code sun.misc.Signal}, which is in the module jdk.unsupported. Closing a hook, or stopping the
 * bundle of this library, puts back the handler that was there before.
 */
public final class SignalHook implements Registration {
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What is not done unless it is asked for. */
    public enum Option {
        /** Keeps a handler that is there already: it is called for each signal, after the dump. */
        CHAIN,
        /**
         * Takes a signal that is refused otherwise: {@code USR2}, by which the JVM takes samples for JFR, and {@code INT},
         * {@code TERM} and {@code HUP}, by which it ends, and which need {@link #CHAIN} besides.
         */
        FORCE
    }

    private final String name;
    private final boolean chain;
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicLong last = new AtomicLong(System.nanoTime() - LEAST_NANOS);
    /** Whether the installation is over, for a signal that comes in the middle of it. Guards what follows. */
    private volatile boolean decided;
    private @Nullable JvmSignal signal;
    private @Nullable Object own;
    private @Nullable Object before;

    private SignalHook(String name, boolean chain) {
        this.name = name;
        this.chain = chain;
    }

    /**
     * Installs a handler for a signal.
     *
     * @param signal its name, as {@code USR1} or {@code SIGUSR1}
     * @param options what is not done otherwise
     * @return closing it removes the handler; {@link #isInstalled()} tells whether there is one
     * @throws IllegalStateException if the bundle of this library has been stopped
     */
    public static SignalHook install(String signal, Option... options) {
        List<Option> wanted = List.of(options);
        String name = signal.startsWith("SIG") ? signal.substring(3) : signal;
        SignalHook hook = new SignalHook(name, wanted.contains(Option.CHAIN));
        Installed.add(hook);
        String refused = hook.install(wanted.contains(Option.FORCE));
        if (refused != null) {
            Installed.remove(hook);
            Log.warn("No dump on signal " + SafeText.clean(name) + ": " + refused);
        }
        return hook;
    }

    /** Returns why not, or null. */
    private @Nullable String install(boolean force) {
        if (!force && name.equals("USR2")) {
            return "the JVM takes samples for JFR by it. Use USR1, or Option.FORCE";
        }
        if (!force && Set.of("INT", "TERM", "HUP").contains(name)) {
            return "the JVM ends by it. Use USR1, or Option.FORCE with Option.CHAIN";
        }
        if (isWithoutSignals()) {
            return "the JVM gets no signals. Start it without -Xrs";
        }
        try {
            signal = new JvmSignal(name);
            own = signal.handler(this::signalled, "dump on signal " + name);
            before = signal.handle(own);
            boolean samples = force && name.equals("USR2") && signal.isOfTheJvm(before);
            if (!chain && !samples && !signal.isNone(before)) {
                signal.handle(before);
                return "the application handles it, by " + SafeText.className(before.getClass()) + ". Use another one, or Option.CHAIN";
            }
            open.set(true);
            return null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return "this JVM has no sun.misc.Signal. Start it with --add-modules jdk.unsupported, or let the application's module say"
                    + " 'requires jdk.unsupported'";
        } catch (IllegalArgumentException e) {
            return "the JVM refuses it (" + SafeText.clean(String.valueOf(e.getMessage())) + "). Use USR1";
        } finally {
            decided = true;
        }
    }

    /** With -Xrs most signals can be handled, but never come. */
    private static boolean isWithoutSignals() {
        try {
            return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .anyMatch(argument -> argument.equals("-Xrs") || argument.equals("-XX:+ReduceSignalUsage"));
        } catch (LinkageError e) {
            return false;
        }
    }

    /** On a thread that the JVM made for it, perhaps while it is being installed. */
    private void signalled() {
        while (!decided) {
            Thread.onSpinWait();
        }
        try {
            long previous = last.get();
            long now = System.nanoTime();
            if (open.get() && now - previous >= LEAST_NANOS && last.compareAndSet(previous, now)) {
                ThreadTracebacks.log();
            }
        } finally {
            if (chain || !open.get()) {
                callBefore();
            }
        }
    }

    private void callBefore() {
        try {
            if (!signal.isNone(before)) {
                signal.call(before);
            }
        } catch (ReflectiveOperationException | UnsupportedOperationException e) {
            if (!warned.getAndSet(true)) {
                Log.warn("The handler that signal " + name + " had before cannot be called from Java");
            }
        }
    }

    /**
     * Tells whether the signal leads to a dump.
     *
     * @return true from a successful installation until this is closed
     */
    public boolean isInstalled() {
        return open.get();
    }

    /** Restores the previous handler, unless another handler has replaced this one. Closing again does nothing. */
    @Override
    public void close() {
        if (!open.getAndSet(false)) {
            return;
        }
        Installed.remove(this);
        try {
            Object now = signal.handle(before);
            if (now != own) {
                signal.handle(now); // a handler installed later keeps the signal, and may call this one in its turn
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
