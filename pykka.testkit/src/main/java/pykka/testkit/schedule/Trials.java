package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;

/** Runs the trials of a search, up to the first that fails, which is shortened then, if it can be repeated. For one thread. */
final class Trials {
    private final Search search;
    private final int most;
    private final Allowed allowed;
    private int made;
    private @Nullable Trial now;
    private @Nullable Shrinking shrinking;
    private boolean complete;

    /**
     * Makes it.
     *
     * @param most how many trials of the search there are at most; a single one is reported as it is
     * @param allowed what does not fail a trial
     */
    Trials(Search search, int most, Allowed allowed) {
        this.search = search;
        this.most = most;
        this.allowed = allowed;
    }

    /**
     * Returns the trial that is to be run next; null if there is none. Throws IllegalStateException if the last one was not run:
     * it decides what comes next.
     */
    @Nullable Trial next() {
        if (now != null && !now.ended()) {
            throw new IllegalStateException(now.name() + " was not run, so there is no next one: either a method before it has failed,"
                    + " or it was left out of a selection of single orders");
        }
        if (now != null && now.failure() != null && shrinking == null) {
            return null;
        }
        if (shrinking != null) {
            now = shrinking.next();
        } else {
            now = search.next();
            complete = now == null;
            now = made++ < most ? now : null;
        }
        return now;
    }

    /**
     * Runs a trial. Throws AssertionError if it fails, and is to be reported; throws what says that an assumption does not hold
     * as it is.
     */
    void run(Trial trial, Explore.Body body) {
        if (shrinking != null) {
            shorten(trial, body, shrinking);
            return;
        }
        AssertionError report = trial.run(body, allowed);
        if (report != null) {
            if (most == 1 || !trial.isWorthShortening()) {
                throw report;
            }
            shrinking = new Shrinking(trial, report);
        }
    }

    private void shorten(Trial trial, Explore.Body body, Shrinking shrinking) {
        AssertionError report;
        try {
            report = trial.run(body, allowed);
        } catch (RuntimeException | Error e) {
            report = null; // passed, and its actors could not be ended: what has failed first counts
        }
        if (shrinking.isLast(trial)) {
            throw report != null && shrinking.isSame(trial) ? report : shrinking.notRepeated();
        }
    }

    /** Returns whether none has failed, and the search has more. */
    boolean isCut() {
        return shrinking == null && !complete;
    }

    /** Runs all trials. Returns whether the search has no more. */
    boolean run(Explore.Body body) {
        for (Trial trial = next(); trial != null; trial = next()) {
            run(trial, body);
        }
        return complete;
    }
}
