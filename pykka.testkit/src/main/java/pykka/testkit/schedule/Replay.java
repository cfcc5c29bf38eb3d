package pykka.testkit.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the choices of an order again, and sees whether they still can be made. After the last one, an actor goes on as long as
 * it can.
 */
final class Replay implements Order {
    private final List<Choices.Choice> choices;
    private int made;
    private int last = -1;
    private @Nullable String misfit;

    Replay(Choices choices) {
        this.choices = choices.list();
    }

    @Override
    public int next(List<Place> ready) {
        int stay = Order.stay(ready, last);
        if (ready.size() == 1 || made == choices.size() || misfit != null) {
            return stay;
        }
        Choices.Choice choice = choices.get(made);
        int index = Order.indexOf(ready, choice.actor());
        Choices.Choice found = new Choices.Choice(choice.actor(), ready.size());
        if (index >= 0 && found.equals(choice)) {
            made++;
            return index;
        }
        misfit = "choice " + (made + 1) + " is actor " + choice.actor() + " of " + (choice.among() - 'a' + 1)
                + ", and there are " + ready.size() + ": "
                + ready.stream().map(Place::name).toList();
        return stay;
    }

    @Override
    public void takes(Place place) {
        last = place.number;
    }

    /**
     * Returns why the choices do not fit the body, which has ended.
     *
     * @param failed whether it has failed, and so may have ended before the last choice
     * @return null if they fit
     */
    @Nullable String misfit(boolean failed) {
        return misfit != null || failed || made == choices.size() ? misfit
                : "the body has ended after choice " + made + " of " + choices.size();
    }
}
