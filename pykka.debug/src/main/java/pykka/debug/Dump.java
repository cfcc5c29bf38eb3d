package pykka.debug;

import java.io.IOException;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRegistry;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorInfo.State;
import pykka.api.inspect.ActorSummary;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;

/**
 * One dump: the deadlocks, a record for each thread, one for each busy actor without a platform thread, and the numbers of all
 * actors. It goes out record by record, and some threads at a time are looked at, so that it needs little memory. One dump is
 * made at a time.
 */
final class Dump {
    /** Bytes of the text, as UTF-8: what does not fit is counted. */
    static final int MOST_BYTES = 11_000_000;
    /** How many actors are shown that have no platform thread. */
    static final int MOST_ACTORS = 1_000;
    private static final int MOST_FRAMES = 200;
    private static final int MOST_CLASSES = 50;
    private static final int THREADS_AT_ONCE = 250;
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    /** Where records go. */
    @FunctionalInterface
    interface Sink {
        void record(String text) throws IOException;
    }

    private final Sink sink;
    private long bytes;
    private boolean elsewhere;
    private int leftOut;
    private int lost;

    private Dump(Sink sink) {
        this.sink = sink;
    }

    /** Returns false if another dump is under way. */
    static boolean write(Sink sink, boolean platformThreads) throws IOException {
        if (!RUNNING.compareAndSet(false, true)) {
            return false;
        }
        try {
            new Dump(sink).write(platformThreads);
            return true;
        } finally {
            RUNNING.set(false);
        }
    }

    private void write(boolean platformThreads) throws IOException {
        for (Deadlock deadlock : Deadlocks.find()) {
            record(deadlock.toString());
        }
        long[] ids = Threads.ids();
        if (platformThreads) {
            // what runs an actor comes first: if there is too much, others are left out
            Set<Long> busy = new HashSet<>();
            for (int begin = 0; begin < ids.length; begin += THREADS_AT_ONCE) {
                busy.addAll(Inspection.onThreads(part(ids, begin)).keySet());
            }
            threads(LongStream.of(ids).filter(busy::contains).toArray());
            threads(LongStream.of(ids).filter(id -> !busy.contains(id)).toArray());
        }
        ActorSummary summary = Inspection.summary(MOST_ACTORS);
        actors(summary, ids);
        sink.record(numbers(summary));
    }
    private static long[] part(long[] ids, int begin) {
        return Arrays.copyOfRange(ids, begin, Math.min(ids.length, begin + THREADS_AT_ONCE));
    }

    private void threads(long[] ids) throws IOException {
        for (int begin = 0; begin < ids.length; begin += THREADS_AT_ONCE) {
            long[] some = part(ids, begin);
            if (bytes >= MOST_BYTES) {
                leftOut += some.length;
                continue;
            }
            try {
                threadsAtOnce(some);
            } catch (VirtualMachineError e) {
                lost += some.length;
            }
        }
    }

    private void threadsAtOnce(long[] ids) throws IOException {
        @Nullable ThreadInfo[] infos = Threads.infos(ids, true, MOST_FRAMES + 1);
        Map<Long, ActorInfo> actors = Inspection.onThreads(ids);
        if (infos == null) {
            Set<Long> wanted = LongStream.of(ids).boxed().collect(Collectors.toSet());
            for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
                Thread thread = each.getKey();
                if (wanted.contains(thread.getId())) {
                    StringBuilder text = head(thread.getName(), thread.getId()).append('\n').append(thread.getState());
                    record(end(text, actors.get(thread.getId()), each.getValue(), null));
                }
            }
            return;
        }
        for (ThreadInfo info : infos) {
            if (info != null) { // else it has ended
                record(end(begin(info), actors.get(info.getThreadId()), info.getStackTrace(), info));
            }
        }
    }

    private void record(String text) throws IOException {
        long length = text.chars().mapToLong(c -> c < 128 ? 1 : 3).sum();
        if (bytes + length > MOST_BYTES) {
            bytes = MOST_BYTES;
            leftOut++;
            return;
        }
        bytes += length;
        sink.record(text);
    }

    private static StringBuilder head(String name, long id) {
        return new StringBuilder("Current state of ").append(SafeText.clean(name)).append(" (ident: ").append(id).append("):");
    }

    private static StringBuilder begin(ThreadInfo info) {
        StringBuilder text = head(info.getThreadName(), info.getThreadId()).append('\n').append(info.getThreadState());
        if (info.getLockInfo() != null) {
            text.append(" for ").append(Threads.lock(info.getLockInfo()));
            if (info.getLockOwnerName() != null) {
                text.append(", held by ").append(SafeText.clean(info.getLockOwnerName()))
                        .append(" (ident: ").append(info.getLockOwnerId()).append(')');
            }
        }
        return text;
    }

    private static String end(
            StringBuilder text, @Nullable ActorInfo actor, StackTraceElement[] stack, @Nullable ThreadInfo info) {
        if (actor != null) {
            text.append('\n').append(actor);
        }
        frames(text, Arrays.asList(stack), info);
        return text.toString();
    }

    private static void frames(StringBuilder text, List<StackTraceElement> stack, @Nullable ThreadInfo info) {
        for (int i = 0; i < Math.min(stack.size(), MOST_FRAMES); i++) {
            text.append("\n\tat ").append(SafeText.clean(stack.get(i).toString()));
            if (info != null) {
                monitors(text, info.getLockedMonitors(), i);
            }
        }
        if (stack.size() > MOST_FRAMES) {
            text.append("\n\t... more frames");
        }
    }

    private static void monitors(StringBuilder text, MonitorInfo[] monitors, int frame) {
        for (MonitorInfo monitor : monitors) {
            if (monitor.getLockedStackDepth() == frame) {
                text.append("\n\t- locked ").append(Threads.lock(monitor.getClassName(), monitor.getIdentityHashCode()));
            }
        }
    }

    /** Actors on virtual threads, and those that wait for a thread of their pool. */
    private void actors(ActorSummary summary, long[] ids) throws IOException {
        long[] shown = LongStream.of(ids).sorted().toArray();
        for (ActorInfo actor : summary.top()) {
            if (actor.state() == State.IDLE || Arrays.binarySearch(shown, actor.threadId().orElse(-1)) >= 0) {
                continue;
            }
            elsewhere = true;
            try {
                record(actor(actor));
            } catch (VirtualMachineError e) {
                lost++;
            }
        }
    }

    private static String actor(ActorInfo actor) {
        StringBuilder text = actor.threadName().map(name -> head(name, actor.threadId().orElseThrow()))
                .orElseGet(() -> new StringBuilder("Current state of an actor without thread:"));
        text.append('\n').append(actor);
        ActorRegistry.getByUrn(actor.urn()).ifPresent(ref -> frames(text, Inspection.stack(ref), null));
        return text.toString();
    }

    private String numbers(ActorSummary summary) {
        StringBuilder text = new StringBuilder().append(summary.count()).append(summary.count() == 1 ? " actor" : " actors");
        summary.states().forEach((state, count) -> text.append(", ").append(count).append(' ').append(state));
        if (elsewhere && summary.count() > summary.top().size()) {
            text.append("; of those without a platform thread, the ").append(summary.top().size()).append(" busiest are shown");
        }
        summary.classes().entrySet().stream().limit(MOST_CLASSES)
                .forEach(entry -> text.append('\n').append(entry.getValue()).append(' ').append(entry.getKey()));
        if (summary.classes().size() > MOST_CLASSES) {
            int more = summary.classes().size() - MOST_CLASSES;
            text.append('\n').append(more).append(more == 1 ? " more class" : " more classes");
        }
        if (leftOut > 0) {
            text.append('\n').append(leftOut)
                    .append(leftOut == 1 ? " more thread or actor is left out" : " more threads and actors are left out");
        }
        if (lost > 0) {
            text.append('\n').append(lost).append(lost == 1 ? " thread or actor is" : " threads or actors are")
                    .append(" left out for want of memory");
        }
        return text.toString();
    }
}
