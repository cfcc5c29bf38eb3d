package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;

/** Runs the trials of a search, up to the first that fails, which is shortened then. For one thread. */
final class Trials {
    private final Search search;
    private final int most;
    private final boolean deadLetters;
    private int made;
    private @Nullable Trial now;
    private @Nullable Shrinking shrinking;
    private boolean complete;

    /**
     * Makes it.
     *
     * @param most how many trials of the search there are at most; a single one is reported as it is
     * @param deadLetters whether messages may be lost
     */
    Trials(Search search, int most, boolean deadLetters) {
        this.search = search;
        this.most = most;
        this.deadLetters = deadLetters;
    }

    /** Returns the trial that is to be run next; null if there is none, or if the last one was not run. */
    @Nullable Trial next() {
        if (now != null && (!now.ended() || now.failure() != null && shrinking == null)) {
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

    /** Runs a trial. Throws AssertionError if it fails, and is to be reported. */
    void run(Trial trial, Explore.Body body) {
        AssertionError report = trial.run(body, deadLetters);
        if (shrinking != null) {
            if (shrinking.isLast(trial)) {
                throw report != null ? report : new AssertionError(trial.name() + " fails, but not when the same choices are made again: "
                        + shrinking.failed().failure(), shrinking.failed().failure());
            }
        } else if (report != null) {
            if (most == 1 || trial.recorder().choices().list().isEmpty()) {
                throw report;
            }
            shrinking = new Shrinking(trial);
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
