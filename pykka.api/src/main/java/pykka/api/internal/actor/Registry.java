package pykka.api.internal.actor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorRef;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.PaddedCounter;
import pykka.api.internal.util.SafeText;

/**
 * The registry of all live actors. Has no lock and no linked order: each actor is entered with a number, and snapshots are
 * sorted by it. A URN is entered when it is drawn; no caller can know it before.
 */
public final class Registry {
    private static final Set<LocalActorRef<?>> REFS = ConcurrentHashMap.newKeySet();
    private static final ConcurrentHashMap<String, LocalActorRef<?>> BY_URN = new ConcurrentHashMap<>();
    private static final PaddedCounter ORDER = new PaddedCounter();

    private Registry() {}

    public static LocalActorRef<?> ours(ActorRef<?> ref) {
        if (Objects.requireNonNull(ref, "ref") instanceof LocalActorRef<?> ours) {
            return ours;
        }
        throw new IllegalArgumentException(SafeText.clean(ref.getClass().getName()) + " is not a reference of an actor of this library in this JVM");
    }

    public static boolean register(LocalActorRef<?> ref) {
        if (!ref.isStarted() || REFS.contains(ref)) {
            return false;
        }
        ref.order = ORDER.getAndIncrement() + 1;
        try {
            if (!REFS.add(ref)) {
                return false;
            }
            drawn(ref, ref.drawnUrn());
        } catch (OutOfMemoryError e) {
            forget(ref);
            throw e;
        }
        if (!ref.isAlive()) {
            forget(ref); // it ended concurrently, and had unregistered before it was entered
            return false;
        }
        Log.registered(ref);
        return true;
    }

    public static boolean unregister(LocalActorRef<?> ref) {
        boolean found = forget(ref);
        Log.unregistered(ref, found);
        return found;
    }

    /** Removes an actor without a log record. */
    static boolean forget(LocalActorRef<?> ref) {
        boolean found = Group.remove(REFS, ref);
        String urn = ref.drawnUrn();
        try {
            drawn(ref, urn);
        } catch (OutOfMemoryError e) {
            removeUrn(urn, ref);
        }
        return found;
    }

    private static void removeUrn(@Nullable String urn, LocalActorRef<?> ref) {
        try {
            BY_URN.remove(urn, ref);
        } catch (OutOfMemoryError e) {
            // as in Group.remove
        }
    }

    /**
     * Enters the URN of a registered reference, or removes that of one that is not registered. Called after each change of
     * either. The map runs the calls for one URN one after another, so the last one sees the last change.
     */
    static void drawn(ActorRef<?> ref, @Nullable String urn) {
        if (urn != null) {
            BY_URN.compute(urn, (key, before) -> REFS.contains(ref) ? ours(ref) : null);
        }
    }

    /** Removes a URN because another thread was faster to draw one. */
    static void notDrawn(String urn) {
        BY_URN.remove(urn);
    }

    public static @Nullable LocalActorRef<?> byUrn(String urn) {
        return BY_URN.get(urn);
    }

    /** Returns references in the order of registration. */
    public static LocalActorRef<?>[] snapshot(Predicate<LocalActorRef<?>> wanted) {
        return inOrder(REFS.stream().filter(wanted)).toArray(LocalActorRef<?>[]::new);
    }

    /** Returns the live actors of a group, in the order of registration. */
    public static LocalActorRef<?>[] snapshot(Group group, Predicate<LocalActorRef<?>> wanted) {
        return inOrder(group.members().<LocalActorRef<?>>map(Registry::ours).filter(LocalActorRef::isAlive).filter(wanted))
                .toArray(LocalActorRef<?>[]::new);
    }

    /** Returns all registered actors, the last registered first. */
    public static List<LocalActorRef<?>> lastFirst() {
        return lastFirst(REFS.stream());
    }

    /** Returns references that are not registered yet, then the others, the last registered first. */
    static List<LocalActorRef<?>> lastFirst(Stream<LocalActorRef<?>> refs) {
        List<LocalActorRef<?>> last = new ArrayList<>(inOrder(refs).toList());
        Collections.reverse(last);
        return last;
    }

    private static Stream<LocalActorRef<?>> inOrder(Stream<LocalActorRef<?>> refs) {
        return refs.map(Entry::of).sorted(Comparator.comparingLong(Entry::order)) // nearly sorted already
                .map(Entry::ref);
    }

    /** Visits all references in no particular order, and without a copy. */
    public static void forEach(Consumer<LocalActorRef<?>> action) {
        REFS.forEach(action);
    }

    /** A reference with its order at one moment: a thread that registers the reference again changes its order. */
    private record Entry(LocalActorRef<?> ref, long order) {
        static Entry of(LocalActorRef<?> ref) {
            long order = ref.order;
            return new Entry(ref, order == 0 ? Long.MAX_VALUE : order);
        }
    }

    /** Visits all live actors, as completers that may be waiting. */
    public static void forEachActor(Consumer<Completer> action) {
        REFS.forEach(ref -> {
            ActorCell cell = ref.cell();
            if (cell != null) {
                action.accept(cell);
            }
        });
    }

    public static int broadcast(@Nullable Object message, LocalActorRef<?>[] refs) {
        Envelope[] envelopes = new Envelope[refs.length]; // all allocated first: without memory for one, none is sent
        Object sent = refs.length == 0 ? Mark.NULL : ActorMailbox.inContext(message, false);
        for (int i = 0; i < refs.length; i++) {
            envelopes[i] = ActorMailbox.envelope(sent);
        }
        int accepted = 0;
        for (int i = 0; i < refs.length; i++) {
            ActorCell cell = refs[i].cell();
            if (cell != null) {
                try {
                    cell.send(envelopes[i], true);
                    accepted++;
                } catch (ActorDeadException | ActorInboxFullException e) {
                    // this actor did not accept it; the others get theirs
                } catch (VirtualMachineError e) {
                    if (accepted == 0) {
                        throw e; // no stack, or no memory, and nothing has happened yet
                    }
                }
            }
        }
        return accepted;
    }
}
