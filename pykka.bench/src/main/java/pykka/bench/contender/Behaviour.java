package pykka.bench.contender;

/** What an actor does with a message, the same for all contenders. */
@FunctionalInterface
public interface Behaviour {
    /**
     * Handles a message.
     *
     * @return the reply to one that was asked; null if it was told
     */
    Object receive(Object message);
}
