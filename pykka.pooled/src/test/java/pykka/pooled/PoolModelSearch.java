package pykka.pooled;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Searches all states of a {@link PoolModel}, breadth first, and what can become of them. What is wrong is an AssertionError
 * that says how the state is reached.
 */
final class PoolModelSearch {
    private static final int WORDS = 4;
    /** How many states of a cycle are shown. */
    private static final int SHOWN = 60;

    private final PoolModel model;
    private final PoolState from;
    private final PoolState to;
    /** The states in the order in which they were found, from which one each was found, and where it is. */
    private long[] states = new long[1 << 16];
    private int[] parents = new int[1 << 14];
    private int[] table = new int[1 << 16];
    private int count;
    /** How many of them have been left by all steps that there are. */
    private int explored;
    /** The steps from each state: where to, and of which process. */
    private int[] begins = new int[1 << 14];
    private int[] steps = new int[1 << 16];
    private byte[] movers = new byte[1 << 16];
    private int stepCount;

    PoolModelSearch(PoolModel model) {
        this.model = model;
        from = model.newState();
        to = model.newState();
    }

    int count() {
        return count;
    }

    /** Finds all states, or as many as may be, and checks each by itself. What lies beyond is taken to be right. */
    void explore(int most) {
        add(model.first(), -1);
        for (int i = 0; i < count && count < most; i++) {
            begins = i + 2 > begins.length ? Arrays.copyOf(begins, 2 * begins.length) : begins;
            begins[i] = stepCount;
            load(i, from);
            checkPlaces(i);
            boolean quiet = true;
            for (int p = 0; p < from.processes.length; p++) {
                boolean outside = model.isOutside(from, p);
                boolean can = addSteps(i, p, outside ? PoolModel.OUTSIDE : p);
                quiet &= outside || !can;
                if (!outside && !can && from.locked && canWithoutLock(i, p)) {
                    addStep(i, FairCycles.awaitsLock(p));
                }
            }
            for (int choice = 0; choice < 3 && model.has(PoolModel.Part.REFUSALS); choice++) {
                load(i, to);
                if (model.world(to, choice)) {
                    addStep(add(to, i), PoolModel.OUTSIDE);
                }
            }
            if (quiet) {
                checkQuiet(i);
            }
            explored = i + 1;
        }
        begins = Arrays.copyOf(begins, count + 1);
        Arrays.fill(begins, explored, count + 1, stepCount);
    }

    private boolean addSteps(int i, int p, int mover) {
        boolean can = false;
        for (int choice = 0; choice < model.choices(from, p); choice++) {
            load(i, to);
            if (model.step(to, p, choice)) {
                addStep(add(to, i), mover);
                can = true;
            }
        }
        return can;
    }

    private boolean canWithoutLock(int i, int p) {
        boolean can = false;
        for (int choice = 0; choice < model.choices(from, p); choice++) {
            load(i, to);
            to.locked = false;
            can |= model.step(to, p, choice);
        }
        return can;
    }

    private void load(int i, PoolState state) {
        long[] words = Arrays.copyOfRange(states, i * WORDS, (i + 1) * WORDS);
        state.transfer(new PoolState.Bits(words, false));
    }

    private int add(PoolState state, int parent) {
        long[] words = new long[WORDS];
        try {
            state.transfer(new PoolState.Bits(words, true));
        } catch (IllegalStateException e) {
            fail(e.getMessage() + " in " + state + ", after", parent);
        }
        if (2 * count > table.length) {
            rehash();
        }
        int slot = find(words);
        if (table[slot] == 0) {
            if ((count + 1) * WORDS > states.length) {
                states = Arrays.copyOf(states, 2 * states.length);
                parents = Arrays.copyOf(parents, 2 * parents.length);
            }
            System.arraycopy(words, 0, states, count * WORDS, WORDS);
            parents[count] = parent;
            table[slot] = ++count;
        }
        return table[slot] - 1;
    }

    private int find(long[] words) {
        long hash = 0;
        for (long word : words) {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        int slot = (int) hash & table.length - 1;
        while (table[slot] != 0 && !isAt(table[slot] - 1, words)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private boolean isAt(int i, long[] words) {
        return Arrays.equals(states, i * WORDS, (i + 1) * WORDS, words, 0, WORDS);
    }

    private void rehash() {
        table = new int[4 * table.length];
        for (int i = 0; i < count; i++) {
            table[find(Arrays.copyOfRange(states, i * WORDS, (i + 1) * WORDS))] = i + 1;
        }
    }

    private void addStep(int target, int mover) {
        if (stepCount == steps.length) {
            steps = Arrays.copyOf(steps, 2 * stepCount);
            movers = Arrays.copyOf(movers, 2 * stepCount);
        }
        steps[stepCount] = target;
        movers[stepCount++] = (byte) mover;
    }

    // ---- what is checked of each state

    /** An actor that is runnable is in one place, any other one in none. */
    private void checkPlaces(int i) {
        for (int actor = 0; actor < model.actors; actor++) {
            int places = 0;
            for (PoolState.Process process : from.processes) {
                places += (process.hand == actor ? 1 : 0) + (process.own == actor ? 1 : 0) + (process.queued == actor ? 1 : 0);
            }
            for (int queued : from.shared) {
                places += queued == actor ? 1 : 0;
            }
            if (places != (from.actors[actor] == PoolState.RUNNABLE ? 1 : 0)) {
                fail("actor " + actor + " is in " + places + " places", i);
            }
        }
    }

    /** Where nothing happens by itself, the counts are right and no actor is queued. */
    private void checkQuiet(int i) {
        int running = 0;
        int available = 0;
        int threads = 0;
        for (int p = 0; p < model.workers; p++) {
            PoolState.Process worker = from.processes[p];
            threads += worker.placed ? 1 : 0;
            running += worker.placed && worker.state == Worker.RUNNING ? 1 : 0;
            available += worker.placed && worker.state <= Worker.IDLE ? 1 : 0;
        }
        if (running != from.running || available != from.available || threads != from.threads || from.locked) {
            fail("the counts are wrong", i);
        }
        for (int actor = 0; actor < model.actors; actor++) {
            if (isQueued(from, actor) && !isExcused(from)) {
                fail("actor " + actor + " is queued, and nothing happens", i);
            }
        }
    }

    private static boolean isQueued(PoolState s, int actor) {
        boolean running = false;
        for (PoolState.Process process : s.processes) {
            running |= process.own == actor;
        }
        return s.actors[actor] == PoolState.RUNNABLE && !running;
    }

    /**
     * All threads wait, or are blocked outside, and there can be no other one; or there can be no monitor. There is a warning
     * then.
     */
    private boolean isExcused(PoolState s) {
        boolean stuck = true;
        for (int p = 0; p < model.workers; p++) {
            At at = s.processes[p].at;
            stuck &= at == At.NOWHERE || at == At.OUTSIDE || at == At.WAIT;
        }
        return stuck && (s.threads == model.limit || s.refuses || s.refused) || s.warned;
    }

    // ---- what is checked of all

    /** From every state in which an actor is queued, the pool alone can come to one in which it runs. */
    void checkThatNoneIsTrapped() {
        int[] begin = new int[count + 1];
        for (int i = 0; i < stepCount; i++) {
            begin[steps[i]]++;
        }
        for (int i = 1; i <= count; i++) {
            begin[i] += begin[i - 1];
        }
        int[] sources = new int[stepCount];
        for (int i = 0; i < count; i++) {
            for (int step = begins[i]; step < begins[i + 1]; step++) {
                sources[--begin[steps[step]]] = movers[step] == PoolModel.OUTSIDE ? -1 : i;
            }
        }
        for (int actor = 0; actor < model.actors; actor++) {
            BitSet trapped = waiting(actor);
            ArrayDeque<Integer> todo = new ArrayDeque<>();
            for (int i = trapped.nextClearBit(0); i < count; i = trapped.nextClearBit(i + 1)) {
                todo.add(i);
            }
            while (!todo.isEmpty()) {
                int i = todo.remove();
                for (int step = begin[i]; step < begin[i + 1]; step++) {
                    int source = sources[step];
                    if (source >= 0 && trapped.get(source)) {
                        trapped.clear(source);
                        todo.add(source);
                    }
                }
            }
            if (!trapped.isEmpty()) {
                fail("actor " + actor + " is queued, and the pool alone cannot run it", trapped.nextSetBit(0));
            }
        }
    }

    /** The states in which an actor waits for its turn without excuse. */
    private BitSet waiting(int actor) {
        BitSet waiting = new BitSet(count);
        for (int i = 0; i < explored; i++) {
            load(i, from);
            waiting.set(i, isQueued(from, actor) && !isExcused(from));
        }
        return waiting;
    }

    /** In no cycle an actor stays queued though every thread that can go on does so, whatever the outside world does. */
    void checkThatNoneStarves() {
        for (int actor = 0; actor < model.actors; actor++) {
            String what = "actor " + actor + " stays queued for ever";
            new FairCycles(count, begins, steps, movers, from.processes.length)
                    .search(waiting(actor)::get, cycle -> failCycle(what, cycle));
        }
    }

    private void failCycle(String what, int[] cycle) {
        StringBuilder text = new StringBuilder(what).append(", in ").append(cycle.length).append(" states:");
        for (int i = 0; i < Math.min(SHOWN, cycle.length); i++) {
            load(cycle[i], to);
            text.append("\n  ").append(to);
        }
        fail(text.append("\nThe first of them is reached so:").toString(), cycle[0]);
    }

    private void fail(String what, int i) {
        StringBuilder text = new StringBuilder();
        for (int at = i; at >= 0; at = parents[at]) {
            load(at, to);
            text.insert(0, "\n  " + to);
        }
        throw new AssertionError(what + text);
    }
}
