package pykka.debug;

import java.io.IOException;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        Thread[] threads = Threads.all();
        if (platformThreads) {
            // what runs an actor comes first: if there is too much, others are left out
            Map<Boolean, List<Thread>> busy = Stream.of(threads)
                    .collect(Collectors.partitioningBy(thread -> Inspection.actor(thread).isPresent()));
            threads(busy.get(true));
            threads(busy.get(false));
        }
        ActorSummary summary = Inspection.summary(MOST_ACTORS);
        actors(summary, threads);
        sink.record(numbers(summary));
    }

    private void threads(List<Thread> threads) throws IOException {
        for (int begin = 0; begin < threads.size(); begin += THREADS_AT_ONCE) {
            Thread[] some = threads.subList(begin, Math.min(threads.size(), begin + THREADS_AT_ONCE)).toArray(new Thread[0]);
            if (bytes >= MOST_BYTES) {
                leftOut += some.length;
                continue;
            }
            try {
                @Nullable ThreadInfo[] infos = Threads.infos(some, true, MOST_FRAMES + 1);
                for (int i = 0; i < some.length; i++) {
                    if (infos == null) {
                        record(thread(some[i]));
                    } else if (infos[i] != null) { // else it has ended
                        record(thread(some[i], infos[i]));
                    }
                }
            } catch (VirtualMachineError e) {
                lost += some.length;
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
        return new StringBuilder("Current state of ").append(Inspection.printable(name)).append(" (ident: ").append(id).append("):");
    }

    private static String thread(Thread thread, ThreadInfo info) {
        StringBuilder text = head(thread.getName(), thread.getId()).append('\n').append(info.getThreadState());
        if (info.getLockInfo() != null) {
            text.append(" for ").append(Threads.lock(info.getLockInfo()));
            if (info.getLockOwnerName() != null) {
                text.append(", held by ").append(Inspection.printable(info.getLockOwnerName()))
                        .append(" (ident: ").append(info.getLockOwnerId()).append(')');
            }
        }
        Inspection.actor(thread).ifPresent(actor -> text.append('\n').append(describe(actor)));
        frames(text, Arrays.asList(info.getStackTrace()), info);
        return text.toString();
    }

    private static String thread(Thread thread) {
        StringBuilder text = head(thread.getName(), thread.getId()).append('\n').append(thread.getState());
        Inspection.actor(thread).ifPresent(actor -> text.append('\n').append(describe(actor)));
        frames(text, Arrays.asList(thread.getStackTrace()), null);
        return text.toString();
    }

    private static void frames(StringBuilder text, List<StackTraceElement> stack, @Nullable ThreadInfo info) {
        for (int i = 0; i < Math.min(stack.size(), MOST_FRAMES); i++) {
            text.append("\n\tat ").append(Inspection.printable(stack.get(i).toString()));
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
    private void actors(ActorSummary summary, Thread[] threads) throws IOException {
        long[] shown = Stream.of(threads).mapToLong(Thread::getId).sorted().toArray();
        for (ActorInfo actor : summary.top()) {
            if (actor.state() == State.IDLE || Arrays.binarySearch(shown, actor.threadId()) >= 0) {
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
        StringBuilder text = actor.threadName() == null ? new StringBuilder("Current state of an actor without thread:")
                : head(actor.threadName(), actor.threadId());
        text.append('\n').append(describe(actor));
        ActorRegistry.getByUrn(actor.urn()).ifPresent(ref -> frames(text, Inspection.stack(ref), null));
        return text.toString();
    }

    /** In one line, without the content of any message. */
    static String describe(ActorInfo actor) {
        StringBuilder text = new StringBuilder(actor.className()).append(" (").append(actor.urn()).append(") on ")
                .append(Inspection.printable(actor.runtime())).append(": ").append(actor.state()).append(", ");
        text.append(actor.inboxLength()).append(actor.inboxLength() == Inspection.INBOX_LIMIT ? " or more" : "")
                .append(actor.inboxLength() == 1 ? " message waits" : " messages wait");
        if (actor.owner() != null) {
            text.append(", belongs to ").append(Inspection.printable(actor.owner()));
        }
        if (actor.handling() != null) {
            text.append(", handles ").append(actor.handling());
        }
        if (actor.waitsFor() != null) {
            text.append(", has waited for ").append(actor.waitsFor()).append(" for ").append(actor.waitsMillis()).append(" ms");
            if (actor.timed()) {
                text.append(", with a time limit");
            }
        }
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
