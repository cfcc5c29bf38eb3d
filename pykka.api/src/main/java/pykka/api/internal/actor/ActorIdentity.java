package pykka.api.internal.actor;

import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.DeadLetter.Cause;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.PaddedCounter;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;

/** What a reference retains when its actor has ended: the URN, the name of the class, and why the actor ended. */
abstract class ActorIdentity<A> implements ActorRef<A>, ActorName {
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    private static final AtomicReferenceFieldUpdater<ActorIdentity, @Nullable String> URN =
            AtomicReferenceFieldUpdater.newUpdater(ActorIdentity.class, String.class, "urn");
    private static final PaddedCounter HASHES = new PaddedCounter();
    /** Whether any URN has been drawn. */
    private static boolean drew;

    /**
     * What the reference of a dead actor retains of its class: the name and, weakly, the class. One entry per class, of JDK
     * types only.
     */
    private static final ClassValue<Map.Entry<String, WeakReference<Class<?>>>> KIND = new ClassValue<>() {
        @Override
        protected Map.Entry<String, WeakReference<Class<?>>> computeValue(Class<?> type) {
            String name = simpleName(type);
            if (name.isEmpty()) {
                name = type.getName().substring(type.getName().lastIndexOf('.') + 1);
            }
            return Map.entry(name, new WeakReference<>(type));
        }
    };

    private final Map.Entry<String, WeakReference<Class<?>>> kind;
    /** Consecutive, so that a hash table of references is nearly in the order of their starts. */
    private final int hash = (int) HASHES.getAndIncrement();
    /** The number of the registration; 0 before. Written by the registry before the reference is entered. */
    volatile long order;
    /** Why the actor ended. Written before its mailbox is closed, unless another thread has closed it to cut off the actor. */
    private volatile @Nullable ActorEnd end;
    private volatile @Nullable String urn;

    ActorIdentity(Class<?> actorClass) {
        kind = KIND.get(actorClass);
    }

    private static String simpleName(Class<?> type) {
        try {
            return type.getSimpleName();
        } catch (LinkageError e) {
            return ""; // getSimpleName() loads the enclosing class, which may be missing
        }
    }

    final void endsBy(ActorEnd why) {
        end = why;
    }

    /** Returns why the actor ended. For callers that know that it has ended. */
    public final ActorEnd end() {
        VarHandle.acquireFence(); // the cell was read without order
        return endOr(Termination.FAILED); // there was no stack to record the reason
    }

    final ActorEnd endOr(ActorEnd otherwise) {
        ActorEnd now = end;
        return now == null ? otherwise : now;
    }

    /** Returns why the actor ended, to any caller; null if it has not, or if another thread is ending it. */
    final ActorEnd.@Nullable Reason endReason() {
        ActorEnd now = end;
        return now == null ? null : now.reason();
    }

    /** Tells listeners of a message that the actor will not handle, if there are any. */
    final void deadLetter(Cause cause, @Nullable Object message, boolean asked, boolean code) {
        if (ListenerHub.any()) {
            VarHandle.acquireFence(); // the cell was read without order
            ActorEvents.deadLetter(this, message, cause, endReason(), asked, code);
        }
    }

    /** Returns a copy, of text only, of the exception by which the actor ended; null if there is none. */
    public final @Nullable Throwable failure() {
        VarHandle.acquireFence();
        ActorEnd now = end;
        return now == null ? null : now.failure();
    }

    @Override
    public final String className() {
        return kind.getKey();
    }

    public final boolean isA(Class<?> type) {
        Class<?> own = kind.getValue().get();
        return own != null && type.isAssignableFrom(own);
    }

    @Override
    @SuppressWarnings("unchecked") // the class of the actor
    public final Class<? extends A> actorClass() {
        Class<?> own = kind.getValue().get();
        if (own == null) {
            throw new IllegalStateException("The class of " + this + " is no longer loaded");
        }
        return (Class<? extends A>) own;
    }

    @Override
    public final String actorUrn() {
        String now = urn;
        if (now == null) {
            ensureToDraw();
            String drawn = "urn:uuid:" + UUID.randomUUID();
            drew = true;
            Registry.drawn(this, drawn); // allocates, while the URN can still be another one
            if (URN.compareAndSet(this, null, drawn)) {
                now = drawn;
                Registry.drawn(this, drawn); // again: the reference may have been registered or removed concurrently
            } else {
                now = urn;
                Registry.notDrawn(drawn);
            }
        }
        return now;
    }

    @Override
    public final String urn() {
        return actorUrn();
    }

    /** The first URN initializes the random number generator of the JDK. */
    private static void ensureToDraw() {
        if (drew) {
            StackReserve.ensureApart();
        } else {
            StackReserve.ensureForFirstUse();
        }
    }

    /** Returns the URN; null if no caller has ever read it. */
    public final @Nullable String drawnUrn() {
        return urn;
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public final String toString() {
        return SafeText.clean(className()) + " (" + actorUrn() + ")";
    }
}
