package pykka.api.kernel;

import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.internal.util.StackReserve;

/**
 * Prepares the library at its first use. A class whose initialization fails, as it does on a full stack, can never be used again,
 * and what has to be linked first needs more stack than {@link StackReserve#ensure} ensures. So each way into the library comes
 * here before it touches any class that has something to initialize: if there is too little stack, nothing has happened.
 *
 * <p>This class has nothing to initialize itself. Threads that come here at once do the same twice.
 */
public final class Kernel {
    private static final String PACKAGE = "pykka.api.";
    private static boolean prepared;
    private static boolean proxiesPrepared;

    private Kernel() {}

    /** What has a static initializer, and what an end or an error needs. */
    static String[] classes() {
        return new String[] {
            "internal.mailbox.Mark", "internal.mailbox.Mailbox", "kernel.Promise$State", "kernel.Derived", "kernel.Ref", "kernel.Cell",
            "kernel.Cell$Ends", "kernel.Async", "kernel.Conservation", "kernel.Construction", "kernel.Current",
            "kernel.Deadlocks", "kernel.ExitHook", "kernel.Framework", "kernel.KeepAlive", "internal.util.ListenerHub", "internal.util.Log",
            "internal.util.Log$Level", "internal.util.Log$1", "internal.util.AdaptiveSpin", "kernel.Registry", "kernel.Results", "internal.mailbox.Retries",
            "kernel.Runtimes", "kernel.Spin", "kernel.StopAll", "kernel.StopAll$Until", "kernel.StopAll$Following",
            "kernel.Bound", "kernel.Bound$Ticket", "kernel.Burst", "kernel.Callback", "kernel.Code", "kernel.Completion",
            "kernel.Completion$Over", "kernel.Deferred", "kernel.End", "kernel.EndCompletion", "kernel.Ending",
            "kernel.Flattened$Told", "internal.util.SafeThrowable", "kernel.Relay", "kernel.Reply", "kernel.Steps", "kernel.Steps$1", "internal.util.SafeText",
            "kernel.Turns", "kernel.Wait", "kernel.Wait$Second",
            "spi.ActorTask$Turn", "spi.ActorThreads", "spi.ActorThreads$Carrier", "spi.Linger", "Actor$Hooks",
            "ActorOptions$Defaults", "ActorOptions$WhenFull", "ActorDeadException", "ActorEnd",
            "ActorEnd$Reason", "ActorInboxFullException", "ActorInterruptedException", "ActorTimeoutException",
        };
    }

    /** The same for what only proxies need. */
    static String[] proxyClasses() {
        return new String[] {
            "ActorProxy", "proxy.Access", "proxy.Kind", "proxy.MemberCall", "proxy.MemberCall$1", "proxy.Members",
            "proxy.Overloads$Phase", "proxy.Shortcuts", "proxy.TypedPlan", "proxy.TypedPlan$3", "proxy.TypedProxy",
            "proxy.TypedProxy$1",
        };
    }

    /** Called first by all that may be the first use of the library. */
    public static void prepare() {
        if (!prepared) {
            StackReserve.ensureForFirstUse();
            initialize(classes());
            prepared = true;
            boolean done = false;
            try {
                rehearse();
                done = true;
            } finally {
                prepared = done;
            }
        }
    }

    /** Called first by all that makes proxies. */
    static void prepareProxies() {
        if (!proxiesPrepared) {
            StackReserve.ensureForFirstUse();
            initialize(proxyClasses());
            proxiesPrepared = true;
        }
    }

    private static void initialize(String[] names) {
        for (String name : names) {
            try {
                Class.forName(PACKAGE + name, true, Kernel.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                if (!Character.isDigit(name.charAt(name.length() - 1))) { // such a one a javac makes, and a newer one does not
                    throw new NoClassDefFoundError(PACKAGE + name); // our own: the library is damaged
                }
            }
        }
    }

    /** Runs what is linked when it is first run, on an actor that nobody knows. */
    private static void rehearse() {
        Cell cell = Face.get().cell(new Actor() {});
        cell.open();
        cell.rehearse();
        cell.tell(null, false);
        cell.stop(new Reply<>());
        cell.whenStopped();
        cell.discard();
        Promise<@Nullable Object> promise = new Reply<>();
        promise.unlink(Callback.on(promise, () -> {}));
        Callback.on(promise, () -> {});
        Async.convert(promise, null).cancel(false);
        Async.convert(Futures.map(promise, value -> value), Runnable::run);
        Async.convert(promise, null).copy();
        promise.complete(null);
        Futures.read(Futures.map(promise, value -> value), null);
        Promise<@Nullable Object> failed = new Reply<>();
        failed.fail(new ActorDeadException("nobody"));
    }
}
