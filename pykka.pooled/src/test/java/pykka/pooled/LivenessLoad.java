package pykka.pooled;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorStarvationException;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Promise;

/**
 * A pool with busy actors, which have messages all the time, and wait and block as they are told; and with probes, idle
 * actors that are woken: some by busy actors, some from outside. How many turns each of them waits for its own is counted.
 */
final class LivenessLoad {
    /** As many of them are woken inside as outside. */
    private static final int PROBES = 16;
    private static final int LIMIT = 64;
    /** So many busy actors wait, or block, to the end. */
    private static final int HELD = 4;
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(20));

    /** What a run of the load is: its end completes what actors wait for. */
    private record Run(List<LivenessKind> kinds, boolean slow, boolean passes, Promise<Object> end, CountDownLatch latch) {
        Run(Set<LivenessKind> kinds) {
            this(kinds.stream().filter(LivenessKind.SHORT::contains).toList(), kinds.contains(LivenessKind.SLOW),
                    kinds.contains(LivenessKind.PASS), Promise.create(), new CountDownLatch(1));
        }

        void finish() {
            end.set("the end");
            latch.countDown();
        }
    }

    final Pool pool;
    final List<Probe> inside = new ArrayList<>();
    final List<Probe> outside = new ArrayList<>();
    /** What went wrong in actors. */
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    final TurnLog turns;
    private final Queue<Long> waits = new ConcurrentLinkedQueue<>();
    private final Queue<ActorRef<?>> refs = new ConcurrentLinkedQueue<>();
    private final List<Busy> busy = new ArrayList<>();
    private final Semaphore back = new Semaphore(0);
    private final PooledRuntime runtime;
    private ActorRef<Tests.Code> server;
    private ActorRef<Tests.Code> narrow;
    private final long seed;
    /** Null when no probe is to be woken inside. */
    private volatile Run run;
    private volatile boolean over;

    LivenessLoad(int most, int busyActors, long seed, boolean monitored) {
        this.seed = seed;
        turns = new TurnLog(monitored);
        pool = new Pool(most, LIMIT, turns::make, null);
        runtime = new PooledRuntime(pool);
        for (int i = 0; i < PROBES; i++) {
            inside.add(new Probe());
            outside.add(new Probe());
        }
        for (int i = 0; i < busyActors; i++) {
            busy.add(new Busy(i));
        }
    }

    /** Has all begin. Waits for each, and does not return if that is never run. */
    void start() {
        ActorOptions options = ActorOptions.defaults().runtime(runtime);
        server = start(new Tests.Code(), options);
        narrow = start(new Tests.Code(), options.inboxCapacity(1));
        Stream.of(inside, outside, busy).flatMap(List::stream).forEach(actor -> start(actor, options));
        busy.forEach(actor -> actor.actorRef().tell("go on"));
    }

    private <A extends Actor> ActorRef<A> start(A actor, ActorOptions options) {
        ActorRef<A> ref = Actor.start(() -> actor, options);
        refs.add(ref);
        return ref;
    }

    /** How many actors may be runnable. */
    int runnable() {
        return refs.size();
    }

    void begin(Set<LivenessKind> kinds) {
        run = new Run(kinds);
        Random random = new Random(seed);
        for (LivenessKind kind : EnumSet.of(LivenessKind.WAIT_ON, LivenessKind.BLOCK_ON)) {
            for (int i = 0; i < HELD && kinds.contains(kind); i++) {
                busy.get(random.nextInt(busy.size())).actorRef().tell(kind);
            }
        }
    }

    /** Waits until a probe is back. Returns false if that takes too long. */
    boolean awaitProbe(Duration longest) throws InterruptedException {
        return back.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether a probe has waited for so long. */
    boolean isAnyLate(Duration longest) {
        return Stream.of(inside, outside).flatMap(List::stream).anyMatch(probe -> probe.hasWaitedFor(longest));
    }

    /** Has all waits end. */
    void finish() {
        Run finished = run;
        run = null;
        finished.finish();
    }

    /** Has each busy actor count down when it has had its turn. */
    CountDownLatch askAll() {
        CountDownLatch all = new CountDownLatch(busy.size());
        busy.forEach(actor -> actor.actorRef().tell(all));
        return all;
    }

    /** All waits of one turn and more, in turns, since it was asked for the last time. */
    List<Long> takeWaits() {
        List<Long> taken = new ArrayList<>();
        for (Long wait; (wait = waits.poll()) != null;) {
            taken.add(wait);
        }
        return taken;
    }

    void close() {
        over = true;
        if (run != null) {
            finish();
        }
        refs.forEach(ActorRef::stopAsync);
        refs.forEach(ref -> ref.whenStopped().get(LONG));
        runtime.close();
    }

    private void waited(long wait) {
        if (wait > 0) {
            waits.add(wait);
        }
    }

    /** Is idle until it is woken. */
    final class Probe extends Actor {
        private final AtomicBoolean away = new AtomicBoolean();
        /** Since when it is awake; 0 while it is not. */
        private volatile long since;
        /** Its last turn. */
        private volatile TurnLog.Turn turn;
        /** How many turns there had been when it was queued; -1 until that is known. Guarded by its monitor, as is the next. */
        private long queued = -1;
        private boolean ran;

        /** Takes it, to be woken. Returns false if it is away, or not idle yet. */
        boolean take() {
            TurnLog.Turn last = turn;
            return !away.get() && (last == null || last.isOver()) && away.compareAndSet(false, true);
        }

        boolean isBack() {
            return !away.get();
        }

        boolean hasWaitedFor(Duration longest) {
            long begin = since;
            return begin != 0 && System.nanoTime() - begin > longest.toNanos();
        }

        /** Wakes it: it is queued when this returns. */
        Future<Object> wake() {
            since = System.nanoTime();
            Future<Object> reply = actorRef().askAsync("wake up");
            long now = turns.count();
            synchronized (this) {
                queued = now;
                finish();
            }
            return reply;
        }

        /** What woke it was taken back. */
        synchronized void forget() {
            queued = -1;
            since = 0;
            away.set(false);
        }

        @Override
        protected Object onReceive(Object message) {
            synchronized (this) {
                turn = turns.turn();
                ran = true;
                finish();
            }
            turns.done(true);
            return message;
        }

        /** Who comes second knows how long the wait was: the waker, or the probe itself. */
        private void finish() {
            if (queued >= 0 && ran) {
                waited(turn.waitedSince(queued));
                queued = -1;
                ran = false;
                since = 0;
                away.set(false);
                back.release();
            }
        }

        @Override
        protected void onFailure(Throwable failure) {
            failures.add(failure);
        }
    }

    /** Tells itself, or another one, at each message. */
    private final class Busy extends Actor {
        private final Random random;
        /** Its last turn; null if it may have been idle since. */
        private TurnLog.Turn turn;

        Busy(int number) {
            random = new Random(seed + number);
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            TurnLog.Turn now = turns.turn();
            boolean waits = message instanceof LivenessKind;
            if (turn != null && now != turn) {
                waited(now.waitedSince(turn));
            }
            turn = null;
            Run current = run;
            if (message instanceof CountDownLatch all) {
                all.countDown();
            } else if (message instanceof LivenessKind kind) {
                hold(kind, current);
            } else if (!over) {
                waits = goOn(message, current, now);
            }
            turns.done(waits);
            return null;
        }

        /** Returns whether it has waited. */
        private boolean goOn(Object message, Run current, TurnLog.Turn now) throws Exception {
            boolean slow = current != null && current.slow;
            if (slow) {
                compute(1_000_000);
            }
            boolean acts = current != null && random.nextInt(slow ? 8 : Math.max(512, 4 * busy.size())) == 0;
            if (acts) {
                act(current);
            }
            if (current != null && current.passes || random.nextInt(512) == 0) {
                busy.get(random.nextInt(busy.size())).actorRef().tell(message);
            } else {
                actorRef().tell(message);
                turn = now; // it stays runnable to its next turn
            }
            return acts || slow;
        }

        /** Wakes a probe, which is queued behind it, then waits or blocks. */
        private void act(Run current) throws Exception {
            Probe probe = inside.get(random.nextInt(PROBES));
            Future<Object> reply = probe.take() ? probe.wake() : null;
            if (!current.kinds.isEmpty()) {
                holdUp(current.kinds.get(random.nextInt(current.kinds.size())));
            }
            if (reply != null && current.kinds.contains(LivenessKind.ASK)) {
                await(() -> reply.get(LONG));
                if (isWithdrawn(reply)) {
                    probe.forget();
                }
            }
        }

        /** Its wait was refused before the probe had begun, which never gets it. */
        private boolean isWithdrawn(Future<?> reply) {
            try {
                reply.get(Duration.ZERO);
            } catch (ActorStarvationException e) {
                return true;
            } catch (ActorTimeoutException e) {
                // it was refused after that
            }
            return false;
        }

        private void holdUp(LivenessKind kind) throws InterruptedException {
            switch (kind) {
                case ASK -> await(() -> server.ask(Tests.code(server -> 1)));
                case ASK_WITH_LIMIT -> await(() -> server.ask(Tests.code(server -> 1), LONG));
                case FULL_INBOX -> await(() -> {
                    for (int i = 0; i < 3; i++) {
                        narrow.tell(Tests.code(narrow -> 1));
                    }
                });
                case FUTURE -> {
                    Promise<Object> future = Promise.create();
                    server.defer(server -> future.set(1));
                    await(future::get);
                }
                case LATCH -> {
                    CountDownLatch latch = new CountDownLatch(1);
                    server.defer(server -> latch.countDown());
                    latch.await(50, TimeUnit.MILLISECONDS);
                }
                case SLEEP -> Thread.sleep(1);
                case MONITOR -> {
                    synchronized (busy) {
                        Thread.sleep(1);
                    }
                }
                default -> compute(5_000_000);
            }
        }

        /** Wakes two probes, then waits or blocks to the end of the run. */
        private void hold(LivenessKind kind, Run current) throws InterruptedException {
            if (current == null) {
                return;
            }
            inside.stream().filter(Probe::take).limit(2).forEach(Probe::wake);
            if (kind == LivenessKind.BLOCK_ON) {
                current.latch.await();
            } else {
                await(current.end::get);
            }
        }

        private void compute(long nanos) {
            for (long begin = System.nanoTime(); System.nanoTime() - begin < nanos;) {
                Thread.onSpinWait();
            }
        }

        private void await(Runnable wait) {
            try {
                wait.run();
            } catch (ActorStarvationException e) {
                // as many threads wait as there may be: it does not
            }
        }

        @Override
        protected void onFailure(Throwable failure) {
            failures.add(failure);
        }
    }
}
