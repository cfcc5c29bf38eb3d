package pykka.api.internal.util;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the library at its first use. A class whose static initializer fails, as it does on a full stack, can never be used
 * again, and linking at the first use needs more stack than {@link StackReserve#ensure} ensures. So each entry point of the
 * library calls this class before it touches any class with a static initializer: if there is too little stack, the error comes
 * before anything has happened.
 *
 * <p>This class has no static initializer itself. Threads that enter concurrently each run the preparation.
 */
public final class FirstUse {
    private static final String PACKAGE = "pykka.api.";
    private static volatile boolean prepared;
    private static volatile boolean proxiesPrepared;
    private static @Nullable Runnable rehearsal;

    private FirstUse() {}

    /**
     * Sets the code that runs at the end of the preparation, so that everything that is linked at its first execution is
     * linked. Called by the static initializer of one of the prepared classes.
     */
    public static void rehearsal(Runnable given) {
        rehearsal = given;
    }

    /** The classes with a static initializer, and those that are needed when an actor ends or an error is handled. */
    static String[] classes() {
        return new String[] {
            "internal.mailbox.Mark", "internal.mailbox.StopMark", "internal.mailbox.Mailbox", "internal.promise.LocalPromise$State",
            "internal.promise.ListenerStack$Handle", "internal.promise.Notification", "internal.promise.LazyFuture",
            "internal.promise.FutureReader",
            "internal.actor.ActorIdentity", "internal.actor.ActorCell", "internal.actor.ActorMailbox",
            "internal.actor.Preemption", "internal.actor.Startup", "internal.actor.Stoppable", "internal.actor.Stoppable$Node",
            "internal.bridge.CompletableFutureBridge", "internal.mailbox.MessageCounts",
            "internal.actor.StartScope", "internal.promise.CurrentCompleter", "internal.deadlock.DeadlockDetector",
            "internal.lifecycle.JvmExitHook", "internal.actor.Host", "internal.actor.KeepAlive", "internal.util.ListenerHub",
            "internal.util.Log", "internal.util.Log$Level", "internal.util.Log$1", "internal.util.Time", "internal.util.AdaptiveSpin",
            "internal.util.GiveWay",
            "internal.actor.Group", "internal.actor.Registry", "internal.promise.ThrownFailures",
            "internal.mailbox.Retries", "internal.context.Carriers", "internal.context.Carrier",
            "internal.context.OpenContexts", "internal.context.OpenContexts$Open", "internal.lifecycle.CarrierSearch",
            "internal.timer.Notice", "internal.timer.Timer", "internal.timer.TimerQueue",
            "internal.timer.TimerThread", "internal.timer.TimerList", "internal.timer.OwnTimers",
            "internal.timer.RateTimer", "internal.timer.DelayTimer", "internal.timer.TimerEnvelope",
            "internal.lifecycle.FirstStart", "internal.lifecycle.RuntimeSelector", "internal.actor.StopSequence",
            "internal.actor.StopSequence$Until", "internal.actor.StopSequence$Following", "internal.actor.MailboxCapacity",
            "internal.actor.MailboxCapacity$Ticket", "internal.promise.BatchExecutor",
            "internal.promise.CompletionCallback", "internal.actor.CallMessage",
            "internal.actor.RunMessage", "internal.actor.DeferEnvelope", "internal.bridge.BridgedFuture",
            "internal.bridge.BridgedFuture$Over", "internal.bridge.EndPromise", "internal.bridge.BridgedEnd",
            "internal.actor.Termination", "internal.actor.UnhandledAsks", "internal.actor.ActorEvents",
            "internal.actor.DroppedMessages", "internal.mailbox.TimedEnvelope", "internal.watch.Watch",
            "internal.watch.Watches",
            "internal.promise.StageListener", "internal.util.SafeThrowable", "internal.bridge.BridgeCompleter",
            "internal.bridge.DependentSteps", "internal.bridge.DependentSteps$1", "internal.util.SafeText",
            "internal.actor.MessageLoop", "internal.promise.BlockingWait", "internal.promise.BlockingWait$Second",
            "spi.ActorTask$Turn", "spi.RemoteDelivery", "spi.ActorThreads", "spi.ActorThreads$Carrier", "Actor$Hooks",
            "ActorOptions$Defaults", "ActorOptions$WhenFull", "ActorDeadException", "ActorEnd",
            "ActorEnd$Reason", "ActorInboxFullException", "inspect.DeadLetter$Cause", "ActorInterruptedException", "ActorTimeoutException",
        };
    }

    /** The classes of this kind that only proxies need. */
    static String[] proxyClasses() {
        return new String[] {
            "internal.proxy.ActorClass", "internal.proxy.DynamicProxy", "internal.proxy.MemberAccess",
            "internal.proxy.MemberCall", "internal.proxy.MemberKind", "internal.proxy.MemberMessage",
            "internal.proxy.MemberMessage$1", "internal.proxy.MemberPath$1", "internal.proxy.OverloadResolution$Phase",
            "internal.proxy.ProxyHandler", "internal.proxy.ProxyHandler$1", "internal.proxy.ProxyPlanner$1",
        };
    }

    /** Called first by each operation that may be the first use of the library. */
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

    /** Called first by each operation that makes proxies. */
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
                if (!Character.isDigit(name.charAt(name.length() - 1))) { // generated by javac, but not by a newer one
                    throw new NoClassDefFoundError(PACKAGE + name); // a class of our own: the library is damaged
                }
            }
        }
    }
}
