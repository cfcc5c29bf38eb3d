package pykka.api.internal.util;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the library at its first use. A class whose initialization fails, as it does on a full stack, can never be used again,
 * and what has to be linked first needs more stack than {@link StackReserve#ensure} ensures. So each way into the library comes
 * here before it touches any class that has something to initialize: if there is too little stack, nothing has happened.
 *
 * <p>This class has nothing to initialize itself. Threads that come here at once do the same twice.
 */
public final class FirstUse {
    private static final String PACKAGE = "pykka.api.";
    private static volatile boolean prepared;
    private static volatile boolean proxiesPrepared;
    private static @Nullable Runnable rehearsal;

    private FirstUse() {}

    /** What runs at the end of the preparation all that is linked when it is first run. Given by one of the classes that are initialized. */
    public static void rehearsal(Runnable given) {
        rehearsal = given;
    }

    /** What has a static initializer, and what an end or an error needs. */
    static String[] classes() {
        return new String[] {
            "internal.mailbox.Mark", "internal.mailbox.Mailbox", "internal.promise.LocalPromise$State", "internal.promise.LazyFuture", "internal.actor.LocalActorRef", "internal.actor.ActorCell",
            "internal.actor.ActorCell$Ends", "internal.bridge.CompletableFutureBridge", "internal.mailbox.MessageCounts", "internal.actor.StartScope", "internal.promise.CurrentCompleter",
            "internal.deadlock.DeadlockDetector", "internal.lifecycle.JvmExitHook", "internal.actor.Host", "internal.actor.KeepAlive", "internal.util.ListenerHub", "internal.util.Log",
            "internal.util.Log$Level", "internal.util.Log$1", "internal.util.AdaptiveSpin", "internal.actor.Registry", "internal.promise.ThrownFailures", "internal.mailbox.Retries",
            "internal.lifecycle.RuntimeSelector", "internal.actor.StopSequence", "internal.actor.StopSequence$Until", "internal.actor.StopSequence$Following",
            "internal.actor.MailboxCapacity", "internal.actor.MailboxCapacity$Ticket", "internal.promise.BatchExecutor", "internal.promise.CompletionCallback", "internal.actor.CallMessage", "internal.bridge.BridgedFuture",
            "internal.bridge.BridgedFuture$Over", "internal.actor.DeferEnvelope", "internal.bridge.EndPromise", "internal.bridge.BridgedEnd", "internal.actor.Termination",
            "internal.promise.StageListener", "internal.util.SafeThrowable", "internal.bridge.BridgeCompleter", "internal.bridge.DependentSteps", "internal.bridge.DependentSteps$1", "internal.util.SafeText",
            "internal.actor.MessageLoop", "internal.promise.BlockingWait", "internal.promise.BlockingWait$Second",
            "spi.ActorTask$Turn", "spi.ActorThreads", "spi.ActorThreads$Carrier", "spi.Linger", "Actor$Hooks",
            "ActorOptions$Defaults", "ActorOptions$WhenFull", "ActorDeadException", "ActorEnd",
            "ActorEnd$Reason", "ActorInboxFullException", "ActorInterruptedException", "ActorTimeoutException",
        };
    }

    /** The same for what only proxies need. */
    static String[] proxyClasses() {
        return new String[] {
            "internal.proxy.DynamicProxy", "internal.proxy.MemberAccess", "internal.proxy.MemberKind", "internal.proxy.MemberMessage", "internal.proxy.MemberMessage$1", "internal.proxy.Members",
            "internal.proxy.OverloadResolution$Phase", "internal.proxy.CallCache", "internal.proxy.ProxyPlan", "internal.proxy.ProxyPlan$3", "internal.proxy.ProxyHandler",
            "internal.proxy.ProxyHandler$1",
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
                Objects.requireNonNull(rehearsal).run();
                done = true;
            } finally {
                prepared = done;
            }
        }
    }

    /** Called first by all that makes proxies. */
    public static void prepareProxies() {
        if (!proxiesPrepared) {
            StackReserve.ensureForFirstUse();
            initialize(proxyClasses());
            proxiesPrepared = true;
        }
    }

    private static void initialize(String[] names) {
        for (String name : names) {
            try {
                Class.forName(PACKAGE + name, true, FirstUse.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                if (!Character.isDigit(name.charAt(name.length() - 1))) { // such a one a javac makes, and a newer one does not
                    throw new NoClassDefFoundError(PACKAGE + name); // our own: the library is damaged
                }
            }
        }
    }
}
