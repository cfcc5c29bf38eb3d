package pykka.pooled;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Finds cycles of a graph of states in which no process is kept from going on: it does a step in the cycle, or cannot in some
 * state of it. To wait for a lock is no such state, because a process that does so gets it at some time if it is free again
 * and again. By Tarjan's algorithm for the strongly connected components, without recursion.
 */
final class FairCycles {
    /**
     * The steps from state i are those from begins[i] to begins[i + 1]: where to, and of which process, or of none if
     * negative, or not a step, but that a process waits for the lock.
     */
    private final int[] begins;
    private final int[] steps;
    private final byte[] movers;
    private final int processes;
    private final int[] number;
    private final int[] low;
    private final int[] next;
    private final int[] stack;
    private final int[] path;
    private int numbered;
    private int top;

    FairCycles(int count, int[] begins, int[] steps, byte[] movers, int processes) {
        this.begins = begins;
        this.steps = steps;
        this.movers = movers;
        this.processes = processes;
        number = new int[count];
        low = new int[count];
        next = new int[count];
        stack = new int[count];
        path = new int[count];
    }

    /** In place of the process of a step. Of that, the process. */
    static int awaitsLock(int process) {
        return -2 - process;
    }

    /** Searches among some of the states, once, and hands over the states of each component that has a fair cycle. */
    void search(IntPredicate within, Consumer<int[]> found) {
        for (int i = 0; i < number.length; i++) {
            if (number[i] == 0 && within.test(i)) {
                searchFrom(i, within, found);
            }
        }
    }

    private void searchFrom(int root, IntPredicate within, Consumer<int[]> found) {
        int depth = 0;
        enter(root);
        path[0] = root;
        while (depth >= 0) {
            int i = path[depth];
            if (next[i] < begins[i + 1]) {
                int target = steps[next[i]++];
                if (!within.test(target)) {
                    continue;
                }
                if (number[target] == 0) {
                    enter(target);
                    path[++depth] = target;
                } else {
                    low[i] = Math.min(low[i], number[target]);
                }
            } else {
                if (low[i] == number[i]) {
                    int[] component = leave(i);
                    if (isFairCycle(component)) {
                        found.accept(component);
                    }
                }
                if (--depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[i]);
                }
            }
        }
    }

    private void enter(int i) {
        low[i] = number[i] = ++numbered;
        next[i] = begins[i];
        stack[top++] = i;
    }

    private int[] leave(int root) {
        int end = top;
        do {
            top--;
        } while (stack[top] != root);
        int[] component = Arrays.copyOfRange(stack, top, end);
        for (int i : component) {
            number[i] = Integer.MAX_VALUE; // never lower than another one
        }
        Arrays.sort(component);
        return component;
    }

    private boolean isFairCycle(int[] component) {
        boolean[] fair = new boolean[processes];
        boolean cycle = false;
        for (int i : component) {
            boolean[] can = new boolean[processes];
            for (int step = begins[i]; step < begins[i + 1]; step++) {
                if (movers[step] <= awaitsLock(0)) {
                    can[awaitsLock(movers[step])] = true;
                    continue;
                }
                boolean inside = Arrays.binarySearch(component, steps[step]) >= 0;
                cycle |= inside;
                if (movers[step] >= 0) {
                    can[movers[step]] = true;
                    fair[movers[step]] |= inside;
                }
            }
            for (int p = 0; p < processes; p++) {
                fair[p] |= !can[p];
            }
        }
        for (boolean one : fair) {
            cycle &= one;
        }
        return cycle;
    }
}
