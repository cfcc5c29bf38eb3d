package pykka.bench.contender;

/** What an actor does with a message, whoever runs it. */
@FunctionalInterface
public interface Behaviour {
    /**
     * Handles a message.
     *
     * @return the reply to one that was asked; null if it was told
     */
    Object receive(Object message);
}
