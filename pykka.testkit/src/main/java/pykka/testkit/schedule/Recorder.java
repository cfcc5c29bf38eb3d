package pykka.testkit.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Follows an order until the run of a body is over, and notes what was chosen, up to a bound of memory. */
final class Recorder implements Order {
    private static final int MOST = 100_000;

    private final Order order;
    private final List<Choices.Choice> choices = new ArrayList<>();
    private final List<Integer> actors = new ArrayList<>();
    /** For each of the actors, the number of the step in the story. */
    private final List<Integer> steps = new ArrayList<>();
    /** Whether there were more steps than are noted. */
    private boolean isCut;
    /** Whether the run is over; what follows only cleans up. */
    private volatile boolean over;

    Recorder(Order order) {
        this.order = order;
    }

    @Override
    public int next(List<Place> ready) {
        Story story = ready.get(0).scheduler.story();
        if (over || story.violation() != null) {
            return 0;
        }
        int chosen = order.next(ready);
        int number = ready.get(chosen).number;
        if (actors.size() == MOST) {
            isCut = true;
            choices.clear(); // some of them repeat nothing
        }
        if (!isCut) {
            actors.add(number);
            steps.add(story.made());
            if (ready.size() > 1) {
                choices.add(new Choices.Choice(number, ready.size()));
            }
        }
        return chosen;
    }

    @Override
    public void takes(Place place) {
        if (!over) {
            order.takes(place);
        }
    }

    void over() {
        over = true;
    }

    /** Returns what was chosen; nothing if that was too much. */
    Choices choices() {
        return new Choices(choices);
    }

    /** Returns the number of the actor of each step that was chosen. */
    List<Integer> actors() {
        return actors;
    }

    /** Returns the numbers in the story of some steps that were chosen. */
    Set<Integer> steps(int... chosen) {
        return Arrays.stream(chosen).filter(i -> i < steps.size()).mapToObj(steps::get).collect(Collectors.toSet());
    }
}
