package pykka.testkit.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Waiter;

/** What has happened in a {@link Scheduler}, to be read: which actors there are, and who did what, in order. */
final class Story {
    private static final int MOST_SHOWN = 200;

    private final List<Step> steps = new ArrayList<>();
    private final Set<Place> live = new LinkedHashSet<>();
    private int started;
    private int made;
    private final Map<String, BooleanSupplier> conditions = new LinkedHashMap<>();
    private @Nullable Throwable violation;
    private @Nullable String stuck;

    /** One step. The awaited is a place, or a task of another runtime; null of a future that no actor completes. */
    private static final class Step {
        final Place place;
        /** The class of the message that the actor handles, empty if it ends; null if it does neither, or goes on after a wait. */
        final @Nullable String message;
        final boolean starts;
        final boolean goesOn;
        boolean waits;
        @Nullable Object awaited;

        /** Keeps what the text is made of, which no order needs but one that fails. */
        Step(Place place) {
            this.place = place;
            goesOn = place.thread != null;
            starts = !place.begun;
            message = goesOn ? null : place.next();
        }

        String what() {
            if (goesOn) {
                return "goes on";
            }
            String what = message == null ? "" : message.isEmpty() ? "ends" : "handles " + simple(message);
            return !starts ? what : what.isEmpty() ? "starts" : "starts, " + what;
        }
    }

    synchronized Place place(Scheduler scheduler, ActorTask task) {
        return add(new ActorPlace(scheduler, task, started++));
    }

    synchronized Place place(Scheduler scheduler, Runnable step) {
        return add(new Continuation(scheduler, step, started++));
    }

    private Place add(Place place) {
        live.add(place);
        return place;
    }

    synchronized void ends(Place place) {
        live.remove(place);
    }

    /** Returns the actors and continuations that have not ended, in the order of their starts. */
    synchronized List<Place> live() {
        return new ArrayList<>(live);
    }

    // ---- for the thread that has the baton

    void step(Place place) {
        look();
        if (place.stuck != null && stuck == null) {
            stuck = place.name() + " waited for " + awaitedBy(place) + ", and nothing could end that";
        }
        if (isShown()) {
            steps.add(new Step(place));
        }
        place.begun = true;
        made++;
    }

    /** Has a condition looked at after each step from now on. */
    void always(String what, BooleanSupplier holds) {
        conditions.put(what, holds);
    }

    boolean hasConditions() {
        return !conditions.isEmpty();
    }

    /**
     * Looks at the conditions, unless one did not hold before. Called by the thread that has the baton, or by the test's while
     * none has it.
     */
    void look() {
        if (violation == null && !conditions.isEmpty()) {
            conditions.forEach(this::look);
        }
    }

    private void look(String what, BooleanSupplier holds) {
        try {
            if (!holds.getAsBoolean()) {
                violate(new AssertionError("Not always: " + what));
            }
        } catch (Throwable e) { // of the test
            violate(e);
        }
    }

    private void violate(Throwable why) {
        violation = violation == null ? why : violation;
    }

    /** Returns why a condition did not hold; null if all have held. */
    @Nullable Throwable violation() {
        return violation;
    }

    /** Returns which actor waited in vain, and so its wait has failed; null if none did. */
    @Nullable String stuck() {
        return stuck;
    }

    /** Returns how many steps have begun. */
    int made() {
        return made;
    }

    /** What comes after a violation is of no interest. */
    private boolean isShown() {
        return steps.size() < MOST_SHOWN && violation == null;
    }

    static String simple(String className) {
        String name = className.replace("$$Lambda", "'s function");
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    void waits(Waiter waiter) {
        if (isShown()) {
            Step last = steps.get(steps.size() - 1);
            last.waits = true;
            last.awaited = awaited(waiter, last.place.scheduler);
        }
    }

    /** Returns the story, some of whose steps are marked. */
    String text(Set<Integer> marked) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            text.append(String.format(Locale.ROOT, "%n%s%3d. %s %s", marked.contains(i) ? '*' : ' ', i + 1, step.place.name(), step.what()));
            if (step.waits) {
                text.append(", waits for ").append(name(step.awaited));
            }
        }
        return steps.size() < MOST_SHOWN ? text.toString() : text + String.format(Locale.ROOT, "%n      and so on");
    }

    /** Looked up at once: an actor that has ended has no place. */
    private static @Nullable Object awaited(Waiter waiter, Scheduler scheduler) {
        ActorTask task = waiter.awaited();
        Place place = task == null ? null : ActorPlace.of(task, scheduler);
        return place == null ? task : place;
    }

    private static String name(@Nullable Object awaited) {
        return awaited == null ? "a future" : awaited instanceof Place place ? place.name() : awaited.toString();
    }

    /** Describes what an actor waits for. */
    static String awaitedBy(Place place) {
        return name(awaited(place.waiter, place.scheduler));
    }
}
