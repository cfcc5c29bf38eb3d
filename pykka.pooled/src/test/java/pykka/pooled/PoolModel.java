package pykka.pooled;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import pykka.pooled.PoolState.Process;

/**
 * The pool as a graph of states, small enough to be searched whole: a few threads and actors, a few messages, and handlers
 * that do whatever handlers may. A state is what threads share, and where each thread is in the code ({@link PoolState}); a
 * step is one access to what is shared, together with what its thread then does alone. What a lock guards is one step where
 * no access without the lock interferes. In each state any thread that can go on may be the next one, so the search meets
 * every order of all accesses.
 *
 * <p>{@link At} names the places in the code. The steps of senders are here, those of {@link Worker} and {@link Threads} in
 * {@link PoolModelWorker} and {@link PoolModelIdle}, those of the {@link ProgressMonitor} in {@link PoolModelMonitor}, and
 * those that all of them do, {@link Pool#arrive} and what it calls, in {@link PoolModelCalls}. A change of the one is a
 * change of the other. {@link PoolModelSearch} finds all states and says what must hold in them; {@link PoolModelTest} runs
 * it.
 *
 * <p>What is simpler than the pool: time. A thread may be as slow as it likes, and the monitor may look at any moment; that a
 * turn is asked to end is left out, for turns end. The queue of a worker holds one actor, so that it overflows at the second.
 * A worker looks for stranded actors at each turn, not at each 256th. Left out, because they add no state: the looks of
 * the spin, in place of which a thread may as well be slow; the inner steps of the queues, which {@link QueueRaces} has;
 * errors for want of memory.
 */
final class PoolModel {
    /** What a model may have, and where it may be broken. */
    enum Part {
        /** Handlers wait for other actors, inside the library. */
        WAITS,
        /** Handlers wake other actors, and have more messages than fit into a turn. */
        WAKES,
        /** Handlers do one of these things in a turn, not two. */
        FEW,
        /** Idle threads end. */
        TIME,
        /** Workers look for stranded actors. */
        LOOKS,
        /** Puts come late to the memory. */
        LATE,
        /**
         * There is a monitor. Without, the mode is that of one that looks, but none does: so what needs none is seen to need
         * none.
         */
        MONITOR,
        /** The monitor finds turns long. */
        EAGER,
        /** Where the monitor does what others do too, each access is a step of its own, as it is with these. */
        FINE,
        /** Handlers block outside of the library. */
        BLOCKS,
        /** Actors end, and others start. */
        ENDS,
        CLOSE,
        /** The system refuses threads, now and then. */
        REFUSALS,

        // What would be wrong: a line of the pool that is left out, or is in another place. The search has to find it.

        /** Worker.becomeIdle looks at the shared queue, then changes the state. */
        READS_BEFORE_IDLE,
        /** Worker.becomeIdle does not look at the shared queue at its end. */
        NO_LOOK_AFTER_IDLE,
        /** Threads.dismiss does not look for actors when the last thread has been counted out. */
        NO_SECOND_LOOK_OF_DISMISS,
        /** Threads.dismiss lets the last available thread end. */
        DISMISS_WITHOUT_LAST,
        /** Threads.dismiss changes the state without comparing: the thread may have been called. */
        DISMISS_WITHOUT_COMPARING,
        /**
         * Pool.left does not hand the queue of the waiting thread over. Where there is a monitor, that moves it, half a ms
         * later.
         */
        NO_HAND_OVER,
        /** Pool.arrive and Pool.left call no idle thread. */
        NO_CALL,
        /** ProgressMonitor.notice does nothing. */
        NO_NOTICE,
        /** Pool.call does not unpark the thread that it claimed. */
        NO_UNPARK,
        /** Worker.next looks into its own queue first at each turn. */
        OWN_QUEUE_FIRST,
        /** Neither Pool.moveStranded nor ProgressMonitor.look moves anything. */
        NO_MOVE,
        /** ProgressMonitor.rest does not look at the queues when the mode is RESTING. */
        NO_REST_CHECK,
        /** ProgressMonitor.rest looks once only, not once more after a millisecond. */
        NO_SECOND_REST_CHECK,
        /** ProgressMonitor.help counts no blocked thread out. */
        NO_BLOCK,
        /** Threads.leave makes no other thread when the last available one waits. */
        NO_SPARE,
        /** Pool.giveWay does not count: all that see that too many run do so. */
        ALL_GIVE_WAY,
        /** Worker.next does not tell the monitor when the thread gives way. */
        NO_NOTICE_WHEN_CROWDED,
        /**
         * ProgressMonitor.block does not ask whether a thread is in a turn: one that was called, and has not run since, looks
         * blocked.
         */
        BLOCK_OUTSIDE_OF_TURNS,
        /** Threads.spawn makes no thread when the pool is closed. */
        NO_SPAWN_WHEN_CLOSED
    }

    /** Whose steps come in no time that can be stated: messages, and the ends of waits. */
    static final int OUTSIDE = -1;
    static final int MANY = 7;

    final int workers;
    final int most;
    final int limit;
    final int actors;
    /** How many messages come from outside; from MANY on, without end. */
    final int messages;
    private final int senders;
    private final Set<Part> parts = EnumSet.noneOf(Part.class);
    private final PoolModelCalls calls = new PoolModelCalls(this);
    private final PoolModelWorker worker = new PoolModelWorker(this);
    private final PoolModelMonitor monitor = new PoolModelMonitor(this);

    PoolModel(int workers, int most, int actors, int senders, int messages, List<Part> parts) {
        this.workers = workers;
        this.most = most;
        this.limit = workers;
        this.actors = actors;
        this.senders = senders;
        this.messages = messages;
        this.parts.addAll(parts);
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    PoolState newState() {
        return new PoolState(workers, workers + 1 + senders, actors);
    }

    /** No actors and no threads, or all actors and one thread; if no message is to come, all are queued. */
    PoolState first() {
        PoolState s = newState();
        s.left = messages;
        s.mode = has(Part.MONITOR) ? PoolState.NO_MONITOR : PoolState.LAZY;
        for (int i = 0; i < senders; i++) {
            s.processes[workers + 1 + i].at = At.SEND;
        }
        if (!has(Part.ENDS)) {
            Arrays.fill(s.actors, messages == 0 ? PoolState.RUNNABLE : PoolState.IDLE);
            s.live = actors;
            s.processes[0].at = At.NEXT;
            s.processes[0].state = Worker.RUNNING;
            s.processes[0].placed = true;
            s.available = 1;
            s.threads = 1;
            s.running = 1;
            for (int i = 0; i < actors && messages == 0; i++) {
                s.shared.add(i);
            }
            if (messages == 0 && has(Part.MONITOR)) {
                s.mode = PoolState.LAZY;
                monitor(s).at = At.BEGIN;
            }
        }
        return s;
    }

    Process monitor(PoolState s) {
        return s.processes[workers];
    }

    boolean mayRun(PoolState s) {
        return s.running < most;
    }

    /** ProgressMonitor.keepsUp. */
    boolean keepsUp(PoolState s) {
        return s.mode == PoolState.LAZY || s.mode != PoolState.EAGER && !s.refused;
    }

    void push(PoolState s, Process me) {
        s.shared.add(me.hand);
        me.hand = PoolState.NONE;
    }

    void rouse(PoolState s) {
        for (int i = 0; i < workers; i++) {
            s.processes[i].permit |= s.processes[i].placed;
        }
    }

    /** How many steps process p may choose from. */
    int choices(PoolState s, int p) {
        return switch (s.processes[p].at) {
            case NOWHERE -> 0;
            case TURN -> PoolModelWorker.WAKE + actors;
            case SEND -> actors + 1;
            case PUT, PARK_A_WHILE, REST_PARK -> 2;
            case WATCH -> 6;
            default -> 1;
        };
    }

    /** Whether the next step of process p is one of the outside world. */
    boolean isOutside(PoolState s, int p) {
        return switch (s.processes[p].at) {
            case SEND, OUTSIDE, WAIT -> true;
            default -> false;
        };
    }

    /** Does a step of process p. Returns false if that cannot be done now. */
    boolean step(PoolState s, int p, int choice) {
        return p < workers ? worker.step(s, p, choice) : p == workers ? monitor.step(s, p, choice) : sender(s, p, choice);
    }

    /** Does a step that any process can do. */
    boolean call(PoolState s, int p) {
        return calls.step(s, p);
    }

    /** Does a step of the system: it refuses threads, it no longer does, a second passes. */
    boolean world(PoolState s, int choice) {
        boolean changes = choice == 0 ? !s.refuses : choice == 1 ? s.refuses : s.refused;
        s.refuses = choice < 2 ? choice == 0 : s.refuses;
        s.refused &= choice < 2;
        return changes;
    }

    /** A thread that sends from outside, starts actors, and closes the pool. */
    private boolean sender(PoolState s, int p, int choice) {
        Process me = s.processes[p];
        switch (me.at) {
            case SEND -> {
                return send(s, me, choice);
            }
            case ROUSE -> {
                rouse(s);
                monitor(s).permit = true;
                me.at = At.SEND;
            }
            case START -> {
                s.live++;
                me.at = At.FIRST;
            }
            case FIRST, REVIVE -> {
                return first(s, me);
            }
            case ANY_THREADS -> {
                me.back = At.NOWHERE;
                me.at = s.threads == 0 ? At.REVIVE : At.SEND;
            }
            case ABANDON -> {
                if (s.shared.isEmpty()) {
                    me.at = At.SEND;
                } else {
                    s.actors[s.shared.remove(0)] = PoolState.UNBORN;
                }
            }
            default -> {
                return call(s, p);
            }
        }
        return true;
    }

    private boolean send(PoolState s, Process me, int actor) {
        if (actor == actors) {
            if (s.closed || !has(Part.CLOSE)) {
                return false;
            }
            s.closed = true;
            me.at = At.ROUSE;
            return true;
        }
        int was = s.actors[actor];
        if (s.left == 0 || was == PoolState.RUNNABLE || was == PoolState.UNBORN && s.closed) {
            return false;
        }
        s.left -= messages < MANY ? 1 : 0;
        s.actors[actor] = PoolState.RUNNABLE;
        me.hand = actor;
        me.back = has(Part.CLOSE) ? At.ANY_THREADS : At.SEND;
        me.at = was == PoolState.IDLE ? At.PUSH : At.START;
        return true;
    }

    /** Threads.first, with its two looks at the number of threads. */
    private static boolean first(PoolState s, Process me) {
        At then = me.at == At.FIRST ? At.PUSH : At.SEND;
        if (s.threads > 0) {
            me.at = then;
        } else if (s.locked) {
            return false;
        } else {
            s.locked = true;
            me.then = then;
            me.at = At.CREATE;
        }
        return true;
    }

    @Override
    public String toString() {
        return workers + " threads, " + most + " at a time, " + actors + " actors, " + senders + " senders, "
                + (messages < MANY ? messages : "any number of") + " messages, " + parts;
    }
}
