package pykka.testkit.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Makes all orders of a body, depth-first: each run repeats the choices of the last one up to the last that can be made
 * otherwise. A preemption is a switch from an actor that could go on. The search stays within a bound of them.
 *
 * <p>A run that comes to a state in which another one was before, with no more preemptions left, makes no more choices: its rest
 * was tried, or will be. {@link Footprints} tell that. This needs no more than that steps with equal footprints had equal effects
 * in both runs, so it can be bounded, unlike sleep sets (Coons, Musuvathi and McKinley, Bounded Partial-Order Reduction, OOPSLA
 * 2013); the price is one run for each choice that leads to a known state. A search that knows as many states as its memory is
 * bounded to learns no more: then it runs more orders, and misses none.
 */
final class DepthFirst implements Search, Order {
    /** A choice among actors, by their numbers. */
    private static final class Choice {
        /** Those that could go on, in the order of their starts. */
        final int[] ready;
        /** Those that are to be tried, in this order. */
        final int[] tried;
        int now;

        Choice(int[] ready, int[] tried) {
            this.ready = ready;
            this.tried = tried;
        }
    }

    /** They take about 64 MB. */
    private static final int MOST_STATES = 1_000_000;

    private final int most;
    private final boolean reduced;
    private final int mostStates;
    private final List<Choice> path = new ArrayList<>();
    /** The fewest preemptions with which a state was reached. */
    private final Map<Long, Integer> states = new HashMap<>();
    private Footprints footprints = new Footprints();
    private int made;
    private boolean cut;
    /** Whether there was a state that it did not learn. */
    private boolean full;
    private boolean warned;
    // of the run
    private int depth;
    private int preemptions;
    private int last;
    /** Whether the rest of the run makes no choice. */
    private boolean known;
    private @Nullable String misfit;

    /**
     * Makes a search.
     *
     * @param most how many preemptions there are at most in an order
     * @param reduced whether one of several equivalent orders is enough
     */
    DepthFirst(int most, boolean reduced) {
        this(most, reduced, MOST_STATES);
    }

    DepthFirst(int most, boolean reduced, int mostStates) {
        this.most = most;
        this.reduced = reduced;
        this.mostStates = mostStates;
    }

    /** Makes a search with bounds that grow, because most faults need few preemptions: 0, 1, 2, and the one that is wanted. */
    static Search deepening(int most, boolean reduced) {
        return new Search() {
            private int bound;
            private DepthFirst now = new DepthFirst(0, reduced);

            @Override
            public @Nullable Trial next() {
                Trial next = now.next();
                while (next == null && now.cut && bound < most) {
                    bound = bound < 2 ? bound + 1 : most;
                    now = new DepthFirst(bound, reduced);
                    next = now.next();
                }
                return next;
            }
        };
    }

    @Override
    public @Nullable Trial next() {
        if (made > 0) {
            if (misfit == null && depth < path.size()) {
                misfit = "it ended after choice " + depth + ", and made " + path.size() + " before";
            }
            if (misfit != null) {
                throw new IllegalStateException("The body does not do the same in the same order: " + misfit);
            }
            while (!path.isEmpty() && ++path.get(path.size() - 1).now == path.get(path.size() - 1).tried.length) {
                path.remove(path.size() - 1);
            }
            if (path.isEmpty()) {
                return null;
            }
        }
        if (full && !warned) {
            warned = true;
            LoggerFactory.getLogger(DepthFirst.class).warn("The search of all orders keeps {} states, and no more: from now on it also"
                    + " runs orders that are equivalent to others. Bound the preemptions, or make the body smaller", mostStates);
        }
        footprints = new Footprints();
        depth = 0;
        preemptions = 0;
        last = -1;
        known = false;
        return new Trial("Order " + made++ + " of the search", this);
    }

    /** Returns whether the run has come to a state in which another one was before. */
    boolean known() {
        return known;
    }

    @Override
    public int next(List<Place> ready) {
        if (reduced && !known) {
            footprints.settle(ready.get(0).scheduler);
        }
        int stay = Order.stay(ready, last);
        int chosen = ready.size() == 1 || known ? stay : Order.indexOf(ready, choose(ready, ready.get(stay).number));
        return chosen >= 0 ? chosen : stay;
    }

    private int choose(List<Place> ready, int stay) {
        int[] numbers = ready.stream().mapToInt(place -> place.number).sorted().toArray();
        boolean counts = stay == last;
        Choice choice;
        if (depth < path.size()) {
            choice = path.get(depth);
            if (!Arrays.equals(numbers, choice.ready)) {
                misfit = "at choice " + (depth + 1) + " the actors " + Arrays.toString(numbers) + " could go on, and "
                        + Arrays.toString(choice.ready) + " before";
                known = true;
                return stay;
            }
        } else {
            if (reduced && isKnown()) {
                known = true;
                return stay;
            }
            boolean atBound = counts && preemptions == most;
            cut |= atBound;
            choice = new Choice(numbers, atBound ? new int[] {stay} : stayFirst(numbers, stay));
            path.add(choice);
        }
        depth++;
        int chosen = choice.tried[choice.now];
        if (counts && chosen != stay) {
            preemptions++;
        }
        return chosen;
    }

    private static int[] stayFirst(int[] numbers, int stay) {
        int[] tried = numbers.clone();
        int at = Arrays.binarySearch(numbers, stay);
        System.arraycopy(numbers, 0, tried, 1, at);
        tried[0] = stay;
        return tried;
    }

    private boolean isKnown() {
        boolean bounded = most != Integer.MAX_VALUE;
        long state = bounded ? Footprints.hash(footprints.state(), last) : footprints.state();
        Integer before = states.get(state);
        if (before != null && (!bounded || before <= preemptions)) {
            return true;
        }
        if (before != null || states.size() < mostStates) {
            states.put(state, preemptions);
        } else {
            full = true;
        }
        return false;
    }

    @Override
    public void takes(Place place) {
        last = place.number;
        if (reduced && !known) {
            footprints.begin(place);
        }
    }
}
