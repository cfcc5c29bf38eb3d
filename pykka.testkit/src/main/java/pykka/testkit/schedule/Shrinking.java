package pykka.testkit.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes trials of an order that has failed, with fewer switches between actors: it keeps the beginning only, then moves steps of
 * an actor to other ones of it, as long as the failure stays the same. Then it looks for two steps of which the second, if it
 * comes before the first, lets the body pass. The last trial is the shortest order once more, to be reported.
 */
final class Shrinking implements Search {
    private static final int MOST_RUNS = 100;
    private static final int MOST_SWAPS = 100;
    private static final long MOST_NANOS = 10_000_000_000L;
    /** The beginning of a message, up to what may be another number or name in another order. */
    private static final Pattern HEAD = Pattern.compile("[^\\d:<\\[(\\r\\n]*");

    private final long begun = System.nanoTime();
    private final Trial failed;
    private final AssertionError report;
    private final String kind;
    private List<Integer> best;
    private final int switches;
    /** Gives the next orders to try; null for one that would be the same. */
    private IntFunction<@Nullable List<Integer>> source;
    private int tried;
    private int end;
    private int runs;
    /** Zero: beginnings; one: moves; two: swaps; three: the last trial. */
    private int stage;
    private @Nullable Trial now;
    private int[] swapped = {};

    /**
     * Makes it.
     *
     * @param failed the trial that has failed first
     * @param report what tells of that
     */
    Shrinking(Trial failed, AssertionError report) {
        this.failed = failed;
        this.report = report;
        kind = kind(failed.failure());
        best = List.copyOf(failed.recorder().actors());
        switches = switches(best);
        source = this::beginning;
        end = 1 + Integer.SIZE - Integer.numberOfLeadingZeros(best.size());
    }

    /** Returns what is the same in a failure that is the same. */
    private static String kind(@Nullable Throwable failure) {
        Matcher head = HEAD.matcher(Objects.toString(failure.getMessage()));
        return failure.getClass().getName() + (head.lookingAt() ? head.group() : "");
    }

    private static int switches(List<Integer> actors) {
        int switches = 0;
        for (int i = 1; i < actors.size(); i++) {
            switches += actors.get(i).equals(actors.get(i - 1)) ? 0 : 1;
        }
        return switches;
    }

    /** Returns whether the trial is the last one, whose failure is to be reported. */
    boolean isLast(Trial trial) {
        return stage == 3 && trial == now;
    }

    /** Returns whether a trial has failed as the first one did. */
    boolean isSame(Trial trial) {
        return trial.failure() != null && kind(trial.failure()).equals(kind);
    }

    /** Returns what tells of the first failure, if the last trial did not repeat it. */
    AssertionError notRepeated() {
        return new AssertionError(report.getMessage() + "\nIt does not fail in this way when the same choices are made again.",
                report.getCause());
    }

    @Override
    public @Nullable Trial next() {
        if (stage == 3) {
            return null;
        }
        if (now != null) {
            judge(now);
        }
        List<Integer> order = null;
        while (stage < 3 && order == null) {
            if (tried < end && (stage == 2 || runs < MOST_RUNS) && System.nanoTime() - begun < MOST_NANOS) {
                order = source.apply(tried++);
            } else {
                stage(stage + 1);
            }
        }
        runs++;
        now = order != null ? new Trial(failed.name() + ", otherwise", new Preferred(order))
                : new Trial(failed.name(), new Preferred(best), swapped, switches - switches(best));
        return now;
    }

    private void judge(Trial trial) {
        List<Integer> actors = trial.recorder().actors();
        if (stage == 2) {
            if (trial.failure() == null && wasSwapped(actors)) {
                stage(3);
            } else {
                swapped = new int[] {};
            }
        } else if (isSame(trial) && isLess(actors)) {
            best = List.copyOf(actors);
            stage(1);
        }
    }

    private boolean isLess(List<Integer> actors) {
        int difference = switches(actors) - switches(best);
        return difference < 0 || difference == 0 && actors.size() < best.size();
    }

    private void stage(int now) {
        stage = now;
        tried = 0;
        int size = best.size();
        source = now == 1 ? this::move : this::swap;
        end = now == 1 ? 2 * size : now == 2 ? (int) Math.min((long) size * size, 10_000) : 0;
    }

    // ---- fewer switches

    private List<Integer> beginning(int i) {
        return best.subList(0, i == 0 ? 0 : Math.min(1 << i - 1, best.size()));
    }

    /** Moves a run of steps of an actor up to the run before of the same actor, or that one down to this. */
    private @Nullable List<Integer> move(int i) {
        int from = i / 2;
        int actor = best.get(from);
        if (from > 0 && best.get(from - 1) == actor) {
            return null; // not the first of its run
        }
        int to = from;
        while (to < best.size() && best.get(to) == actor) {
            to++;
        }
        int next = best.subList(to, best.size()).indexOf(actor) + to;
        if (next < to) {
            return null; // the last run
        }
        int after = next;
        while (after < best.size() && best.get(after) == actor) {
            after++;
        }
        return i % 2 == 0 ? joined(0, to, next, after, to, next, after) : joined(0, from, to, next, from, to, next);
    }

    /** Returns three parts of the order, and its end. */
    private List<Integer> joined(int from1, int to1, int from2, int to2, int from3, int to3, int rest) {
        List<Integer> order = new ArrayList<>(best.subList(from1, to1));
        order.addAll(best.subList(from2, to2));
        order.addAll(best.subList(from3, to3));
        order.addAll(best.subList(rest, best.size()));
        return order;
    }

    // ---- the two steps whose order matters

    /** Puts a step behind a later one of another actor; steps that are near to each other first. */
    private @Nullable List<Integer> swap(int i) {
        int first = i % best.size();
        int second = first + 1 + i / best.size();
        if (runs > MOST_RUNS + MOST_SWAPS || second >= best.size() || best.subList(first + 1, second + 1).contains(best.get(first))) {
            return null;
        }
        swapped = new int[] {first, second};
        return joined(0, first, first + 1, second + 1, first, first + 1, second + 1);
    }

    private boolean wasSwapped(List<Integer> actors) {
        int first = position(actors, swapped[0]);
        int second = position(actors, swapped[1]);
        return second >= 0 && (first < 0 || second < first);
    }

    /** Returns where a step of the best order is in another one: as the same one of its actor. */
    private int position(List<Integer> actors, int step) {
        int actor = best.get(step);
        int number = 0;
        for (int i = 0; i <= step; i++) {
            number += best.get(i) == actor ? 1 : 0;
        }
        for (int i = 0; i < actors.size(); i++) {
            if (actors.get(i) == actor && --number == 0) {
                return i;
            }
        }
        return -1;
    }
}
