package pykka.api;

/**
 * Makes the actor that {@link Actor#start(ActorFactory)} starts: usually a constructor, as in {@code Actor.start(Greeter::new)}.
 *
 * @param <A> the class of the actor
 */
@FunctionalInterface
public interface ActorFactory<A> {
    /**
     * Makes a new actor. Called once, in the starter's thread.
     *
     * @return an actor that was never started; never null
     * @throws Exception as it is to the starter
     */
    A create() throws Exception;
}
