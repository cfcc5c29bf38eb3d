package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;

/** Runs the trials of a search, up to the first that fails. For one thread. */
final class Trials {
    private final Search search;
    private final int most;
    private int made;
    private @Nullable Trial now;
    private boolean complete;

    /**
     * Makes it.
     *
     * @param most how many trials of the search there are at most
     */
    Trials(Search search, int most) {
        this.search = search;
        this.most = most;
    }

    /** Returns the trial that is to be run next; null if there is none, or if the last one was not run. */
    @Nullable Trial next() {
        if (now != null && (!now.ended() || now.failure() != null)) {
            return null;
        }
        now = search.next();
        complete = now == null;
        now = made++ < most ? now : null;
        return now;
    }

    /** Runs a trial. Throws AssertionError if it fails. */
    void run(Trial trial, Explore.Body body) {
        AssertionError report = trial.run(body);
        if (report != null) {
            throw report;
        }
    }

    /** Runs all trials. Returns whether the search has no more. */
    boolean run(Explore.Body body) {
        for (Trial trial = next(); trial != null; trial = next()) {
            run(trial, body);
        }
        return complete;
    }
}
