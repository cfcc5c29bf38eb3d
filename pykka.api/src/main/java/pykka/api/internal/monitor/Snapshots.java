package pykka.api.internal.monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorInfo.State;
import pykka.api.inspect.Counts;
import pykka.api.internal.actor.ActorCell;
import pykka.api.internal.actor.Group;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.MessageLoop;
import pykka.api.internal.actor.Registry;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.util.PlatformThreads;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorCarrier;

/** Takes snapshots of actors from any thread, without stopping them. */
public final class Snapshots {
    /** The number at which counting the messages of a mailbox ends. */
    public static final int INBOX_LIMIT = 10_000;

    private Snapshots() {}

    public static List<ActorInfo> all() {
        List<ActorInfo> infos = new ArrayList<>();
        for (LocalActorRef<?> ref : Registry.snapshot(ref -> true)) {
            ActorInfo info = of(ref);
            if (info != null) {
                infos.add(info);
            }
        }
        return Collections.unmodifiableList(infos);
    }

    public static @Nullable ActorInfo of(ActorRef<?> ref) {
        LocalActorRef<?> ours = Registry.ours(ref);
        ActorCell cell = ours.cell();
        if (cell == null) {
            return null;
        }
        BlockingWait wait = cell.waiting();
        Completer waitsFor = wait == null ? null : wait.leaf.completer;
        Thread runs = thread(cell, wait);
        Thread own = runs == null && cell.slot() instanceof Thread slot ? slot : runs;
        State state = state(cell, wait);
        String handled = MessageLoop.handled(cell);
        int capacity = cell.capacity();
        return new ActorSnapshot(ours.actorUrn(), SafeText.clean(ours.className()), cell.runtimeName(),
                Optional.ofNullable(Group.bundleName(cell.groups())), Optional.ofNullable(Group.scopeName(cell.groups())), state,
                cell.length(INBOX_LIMIT), capacity == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(capacity),
                cell.refused(), Optional.ofNullable(handled),
                state == State.ENDING || handled != null ? OptionalInt.of(cell.headNumber()) : OptionalInt.empty(),
                wait == null ? Optional.empty() : Optional.of(BlockingWait.waitsFor(waitsFor)),
                waitsFor instanceof ActorCell other ? Optional.of(other.ref().actorUrn()) : Optional.empty(),
                wait == null ? Optional.empty() : Optional.of(wait.time()), wait != null && wait.deadline != null,
                runs == null ? Optional.empty() : Optional.of(SafeText.clean(runs.getName())),
                own == null ? OptionalLong.empty() : OptionalLong.of(own.getId()));
    }

    /** The actors that some platform threads run, by the ids of the threads. */
    public static Map<Long, ActorInfo> on(long... threadIds) {
        Map<Long, ActorInfo> found = new HashMap<>();
        PlatformThreads.of(LongStream.of(threadIds).boxed().collect(Collectors.toSet())).forEach((id, thread) -> {
            ActorInfo info = thread instanceof ActorCarrier carrier && carrier.current() instanceof ActorCell cell
                    ? of(cell.ref()) : null;
            if (info != null) {
                found.put(id, info);
            }
        });
        return Collections.unmodifiableMap(found);
    }

    public static List<StackTraceElement> stack(ActorRef<?> ref) {
        ActorCell cell = Registry.ours(ref).cell();
        Thread thread = cell == null ? null : thread(cell, cell.waiting());
        return thread == null ? List.of() : List.of(thread.getStackTrace());
    }

    /** The thread that runs the actor; null if there is none. */
    private static @Nullable Thread thread(ActorCell cell, @Nullable BlockingWait wait) {
        return wait != null ? wait.thread : cell.carrier;
    }

    static State state(ActorCell cell, @Nullable BlockingWait wait) {
        if (wait != null) {
            return State.WAITING;
        }
        if (cell.status() == Mailbox.CLOSED) {
            return State.ENDING;
        }
        return cell.isIdle() ? State.IDLE : State.RUNNING;
    }

    public static @Nullable Counts counts(ActorRef<?> ref) {
        ActorCell cell = Registry.ours(ref).cell();
        return cell == null || cell.counts == null ? null : cell.counts.counts();
    }

    public static Counts total() {
        return MessageCounts.total();
    }
}
