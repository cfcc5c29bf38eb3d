package pykka.testkit.schedule;

/**
 * How {@link Explore} runs the body of a test, if not as usual. Immutable: each method that sets something returns a new object.
 *
 * <p>The methods that run a body block, and are for threads that run no actor. They throw AssertionError as soon as the body
 * fails; its cause is what the body has thrown.
 */
public final class Exploration {
    private static final Exploration USUAL = new Exploration(Integer.MAX_VALUE, false, Allowed.NOTHING);

    private final int preemptions;
    private final boolean sharing;
    private final Allowed allowed;

    private Exploration(int preemptions, boolean sharing, Allowed allowed) {
        this.preemptions = preemptions;
        this.sharing = sharing;
        this.allowed = allowed;
    }

    static Exploration usual() {
        return USUAL;
    }

    /**
     * Bounds {@link #all}: in an order there are at most so many switches from an actor that could go on to another one. Most
     * faults need one or two.
     *
     * @param most how many
     * @return the new object
     * @throws IllegalArgumentException if the number is negative
     */
    public Exploration preemptions(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("The bound is negative: " + most);
        }
        return new Exploration(most, sharing, allowed);
    }

    /**
     * Says that the actors of the body learn of each other by more than messages, timers, waits, and what a send, a cancel or a
     * stop answers: they share an object that several of them change; look without waiting whether a future is done, an actor
     * alive or a timer active; complete the same promise; or add functions to the same future. Then {@link #all} takes no two
     * orders for equivalent.
     *
     * @return the new object
     */
    public Exploration sharing() {
        return new Exploration(preemptions, true, allowed);
    }

    /**
     * Says that messages of the body may be lost: sent to an actor that has ended, in an inbox when its actor ends, refused by a
     * full inbox.
     *
     * @return the new object
     */
    public Exploration allowDeadLetters() {
        return new Exploration(preemptions, sharing, new Allowed(true, allowed.deadlocks()));
    }

    /**
     * Says that actors of the body may wait for each other in a circle, or for what never comes: such waits fail with
     * ActorDeadlockException, and the body is about what follows. An actor that still waits when nothing can go on fails the body
     * none the less.
     *
     * @return the new object
     */
    public Exploration allowDeadlocks() {
        return new Exploration(preemptions, sharing, new Allowed(allowed.deadLetters(), true));
    }

    /**
     * Runs a body in the orders with the numbers from 0.
     *
     * @param count how many
     * @param body the body
     * @throws AssertionError if it fails in one of them
     */
    public void schedules(int count, Explore.Body body) {
        new Trials(Search.drawn(0), count, allowed).run(body);
    }

    /**
     * Runs a body in one order.
     *
     * @param seed its number
     * @param body the body
     * @throws AssertionError if it fails
     */
    public void schedule(long seed, Explore.Body body) {
        new Trials(Search.drawn(seed), 1, allowed).run(body);
    }

    /**
     * Runs a body in all orders that there are, one after the other: first in those without preemptions, then in those with one
     * and with two, because most faults need no more. Of orders that differ only in what actors do without touching each other,
     * one is enough. To know them, the search keeps up to a million states, in some 64 MB; after that it logs a warning, and runs
     * equivalent ones, too.
     *
     * @param most how many runs at most; some orders are run more than once
     * @param body the body
     * @return whether these were all; false if there are more
     * @throws AssertionError if the body fails in one of them
     * @throws IllegalStateException if the body does not do the same in the same order
     */
    public boolean all(int most, Explore.Body body) {
        return new Trials(DepthFirst.deepening(preemptions, !sharing), most, allowed).run(body);
    }

    /**
     * Runs a body in an order that has failed.
     *
     * @param choices what the failure said
     * @param body the body
     * @throws AssertionError if it fails again, or if the choices cannot be made any more, because the body was changed
     * @throws IllegalArgumentException if the text is none that a failure says
     */
    public void replay(String choices, Explore.Body body) {
        new Trials(Search.of(Trial.replay(choices)), 1, allowed).run(body);
    }
}
