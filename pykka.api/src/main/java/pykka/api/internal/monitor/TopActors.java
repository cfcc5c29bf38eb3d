package pykka.api.internal.monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorInfo.State;
import pykka.api.inspect.ActorSummary;
import pykka.api.internal.actor.ActorCell;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.Registry;
import pykka.api.internal.actor.Termination;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.util.SafeText;

/**
 * Counts all actors by state and class, and keeps the few with the highest rank: the longest waits, then the longest mailboxes.
 * For the others not even a URN is generated.
 */
public final class TopActors {
    /** The rank of a running actor without messages: above the count of any mailbox, so that running actors precede idle ones. */
    private static final long WORKS = Snapshots.INBOX_LIMIT + 1L;
    private static final long WAITS = 2 * WORKS;

    private final int most;
    private final Map<State, Integer> states = new EnumMap<>(State.class);
    private final Map<String, Integer> classes = new HashMap<>();
    private final PriorityQueue<Ranked> top = new PriorityQueue<>(Comparator.comparingLong(Ranked::rank));
    private int count;
    private long messages;

    private record Ranked(LocalActorRef<?> ref, long rank) {}

    private record Summary(int count, long messagesWaiting, long failed, Map<State, Integer> states, Map<String, Integer> classes,
            List<ActorInfo> top)
            implements ActorSummary {
        @Override
        public String toString() {
            return count + " actors " + states;
        }
    }

    private TopActors(int most) {
        this.most = most;
    }

    public static ActorSummary of(int most) {
        TopActors summary = new TopActors(most);
        Registry.forEach(summary::add);
        return summary.result();
    }

    private void add(LocalActorRef<?> ref) {
        ActorCell cell = ref.cell();
        if (cell == null) {
            return;
        }
        BlockingWait wait = cell.waiting();
        State state = Snapshots.state(cell, wait);
        int length = cell.length(Snapshots.INBOX_LIMIT);
        count++;
        messages += length;
        states.merge(state, 1, Integer::sum);
        classes.merge(ref.className(), 1, Integer::sum);
        long rank = rank(length, wait, state);
        if (top.size() == most) {
            Ranked least = top.peek();
            if (least == null || least.rank >= rank) {
                return;
            }
            top.poll();
        }
        top.add(new Ranked(ref, rank));
    }

    private static long rank(int length, @Nullable BlockingWait wait, State state) {
        if (wait != null) {
            return WAITS + System.nanoTime() - wait.since;
        }
        return (state == State.IDLE ? 0 : WORKS) + length;
    }

    private ActorSummary result() {
        List<Ranked> ranked = new ArrayList<>(top);
        ranked.sort(Comparator.comparingLong(Ranked::rank).reversed());
        List<ActorInfo> infos = new ArrayList<>();
        for (Ranked one : ranked) {
            ActorInfo info = Snapshots.of(one.ref);
            if (info != null) {
                infos.add(info);
            }
        }
        Map<String, Integer> ordered = new LinkedHashMap<>();
        classes.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> ordered.merge(SafeText.clean(entry.getKey()), entry.getValue(), Integer::sum));
        return new Summary(count, messages, Termination.failures(), Collections.unmodifiableMap(states),
                Collections.unmodifiableMap(ordered), Collections.unmodifiableList(infos));
    }
}
