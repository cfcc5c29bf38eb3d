package pykka.pooled;

import java.util.ArrayList;
import java.util.List;

/** A state of the {@link PoolModel}: all that threads of the pool share, and where each thread is. */
final class PoolState {
    /** Where a number means an actor, and there is none. */
    static final int NONE = -1;

    // what becomes of an actor
    static final int UNBORN = 0;
    static final int IDLE = 1;
    /** Queued, on its way into a queue, or run. */
    static final int RUNNABLE = 2;

    // modes of the monitor
    static final int NO_MONITOR = 0;
    static final int RESTING = 1;
    static final int LAZY = 2;
    static final int EAGER = 3;

    /** A thread, with what belongs to it alone; of a worker also what others read and write. */
    static final class Process {
        At at = At.NOWHERE;
        /** Where it goes on when it has queued an actor, and when it has called, created or handed over. */
        At back = At.NOWHERE;
        At then = At.NOWHERE;
        /** A place that it looks at. */
        int place;
        /** The actor that it is about to queue, and the one that it runs. */
        int hand = NONE;
        int own = NONE;
        boolean permit;
        /** Whether its notice is to call a thread; whether it has moved actors. */
        boolean wants;

        // of the monitor
        /** Whether it has rested for a millisecond. */
        boolean quiet;
        /** Whether it looks for all that are blocked, so as to count those that run. */
        boolean counts;

        // of a worker
        int state = Worker.GONE;
        /** Whether the array of workers has it. */
        boolean placed;
        /** Turns, modulo two. */
        boolean odd;
        /** Whether it has counted itself out though its state is RUNNING. */
        boolean gaveWay;
        /** How much its handler has done in this turn. */
        int acts;
        /** Its queue: one actor at most, so that it overflows. */
        int queued = NONE;
        /** Whether that was there at the last look of a worker, and of the monitor. */
        boolean old;
        boolean seen;
        int ended;
        /** Whether it has put an actor into its own queue, and is to look whether it may. */
        boolean local;

        void put(int actor) {
            queued = actor;
            old = false;
            seen = false;
        }

        int take() {
            int actor = queued;
            put(NONE);
            return actor;
        }

        void forget() {
            transfer(new Bits(new long[1], false), true);
            state = Worker.GONE; // for those that still know it
        }

        private void transfer(Bits bits, boolean worker) {
            at = bits.at(at);
            back = bits.at(back);
            then = bits.at(then);
            place = bits.number(place, 3);
            hand = bits.number(hand + 1, 3) - 1;
            own = bits.number(own + 1, 3) - 1;
            permit = bits.flag(permit);
            wants = bits.flag(wants);
            if (!worker) {
                quiet = bits.flag(quiet);
                counts = bits.flag(counts);
                return;
            }
            state = bits.number(state, 3);
            placed = bits.flag(placed);
            odd = bits.flag(odd);
            gaveWay = bits.flag(gaveWay);
            acts = bits.number(acts, 2);
            queued = bits.number(queued + 1, 3) - 1;
            old = bits.flag(old);
            seen = bits.flag(seen);
            ended = bits.number(ended, 2);
            local = bits.flag(local);
        }
    }

    /** The workers, the monitor, the senders. */
    final Process[] processes;
    final int[] actors;
    final List<Integer> shared = new ArrayList<>();
    /** Whether an actor was taken since the last look of the monitor. */
    boolean taken;
    int running;
    int available;
    int threads;
    int live;
    int mode;
    /** How many messages are still to come from outside. */
    int left;
    boolean closed;
    boolean locked;
    /** Whether the system refuses threads, and whether it has within the last second. */
    boolean refuses;
    boolean refused;
    /** Whether there has been no monitor since its thread was refused, of which there was a warning. */
    boolean warned;
    private final int workers;

    PoolState(int workers, int processes, int actors) {
        this.workers = workers;
        this.processes = new Process[processes];
        for (int i = 0; i < processes; i++) {
            this.processes[i] = new Process();
        }
        this.actors = new int[actors];
    }

    /** Writes it into longs, or reads it from there. */
    void transfer(Bits bits) {
        for (int i = 0; i < processes.length; i++) {
            processes[i].transfer(bits, i < workers);
        }
        for (int i = 0; i < actors.length; i++) {
            actors[i] = bits.number(actors[i], 2);
        }
        int length = bits.number(shared.size(), 3);
        for (int i = 0; i < length; i++) {
            if (i == shared.size()) {
                shared.add(0);
            }
            shared.set(i, bits.number(shared.get(i), 2));
        }
        while (shared.size() > length) {
            shared.remove(length);
        }
        taken = bits.flag(taken);
        running = bits.number(running + 4, 4) - 4;
        available = bits.number(available, 3);
        threads = bits.number(threads, 3);
        live = bits.number(live, 3);
        mode = bits.number(mode, 2);
        left = bits.number(left, 3);
        closed = bits.flag(closed);
        locked = bits.flag(locked);
        refuses = bits.flag(refuses);
        refused = bits.flag(refused);
        warned = bits.flag(warned);
    }

    /** A row of bits in longs, to be written or read from its beginning. */
    static final class Bits {
        private static final At[] AT = At.values();

        private final long[] words;
        private final boolean writing;
        private int at;

        Bits(long[] words, boolean writing) {
            this.words = words;
            this.writing = writing;
        }

        int number(int value, int width) {
            if ((at & 63) + width > 64) {
                at = (at | 63) + 1;
            }
            int word = at >> 6;
            int shift = at & 63;
            at += width;
            if (!writing) {
                return (int) (words[word] >>> shift) & (1 << width) - 1;
            }
            if (value >>> width != 0) {
                throw new IllegalStateException(value + " has more than " + width + " bits");
            }
            words[word] |= (long) value << shift;
            return value;
        }

        boolean flag(boolean value) {
            return number(value ? 1 : 0, 1) != 0;
        }

        At at(At value) {
            return AT[number(value.ordinal(), 7)];
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < processes.length; i++) {
            Process process = processes[i];
            text.append(process.at).append(i < workers ? " (" + process.state + ")" : "")
                    .append(process.own >= 0 ? " runs " + process.own : "")
                    .append(process.hand >= 0 ? " holds " + process.hand : "")
                    .append(process.queued >= 0 ? " has " + process.queued : "").append(", ");
        }
        return text + "shared " + shared + ", running " + running + ", available " + available + ", threads " + threads
                + ", live " + live + ", mode " + mode + (closed ? ", closed" : "") + (refuses ? ", refuses" : "")
                + (refused ? ", refused" : "");
    }
}
