package pykka.bench.contender;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A way to run actors: a runtime of ours, a library that one would take instead, or what one writes by hand. All cost the same
 * beyond what they are: to send a message, one call of this interface and one checked cast; to handle it, one call of
 * {@link Behaviour}.
 *
 * <p>One thread starts and stops actors; any thread and any actor may send.
 */
public interface Contender extends AutoCloseable {
    /** Starts an actor that can be told and asked at once. */
    Object start(Behaviour behaviour);

    /** Sends a message without a reply. */
    void tell(Object actor, Object message);

    /** Sends a message, and answers what {@link #await} takes. */
    Object askAsync(Object actor, Object message);

    /** Waits for a reply. */
    Object await(Object reply);

    /** Sends a message and waits for the reply. */
    default Object ask(Object actor, Object message) {
        return await(askAsync(actor, message));
    }

    /** Asks an actor to end when it has handled what it was sent before. */
    void stop(Object actor);

    /**
     * Waits until all have ended that were asked to since the last time.
     *
     * @return how many
     */
    int awaitEnds();

    @Override
    void close();

    /** The value of a future of the JDK's, which most peers answer an ask with. */
    static Object get(CompletableFuture<?> reply) {
        try {
            return reply.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
