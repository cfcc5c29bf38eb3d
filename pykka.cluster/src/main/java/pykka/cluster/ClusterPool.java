package pykka.cluster;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;

/**
 * All actors of one name, which take turns. Those that are there are found anew for each message. A message that was sent to one
 * of them is not sent to another if that fails. Any thread may call the methods.
 */
public final class ClusterPool {
    private final Cluster cluster;
    private final String name;
    private final AtomicLong turns = new AtomicLong();

    ClusterPool(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /**
     * Returns the actor whose turn it is. Does not block.
     *
     * @return a reference
     * @throws ActorDeadException if there is no actor of that name
     */
    public ActorRef<Object> next() {
        List<ActorRef<Object>> all = cluster.findAll(name);
        if (all.isEmpty()) {
            throw new ActorDeadException("There is no actor named " + name + " on any node");
        }
        return all.get((int) (turns.getAndIncrement() % all.size()));
    }

    /**
     * Tells the next actor a message, as {@link ActorRef#tell}.
     *
     * @param message any object that can be sent, or null
     * @throws ActorDeadException if there is no actor of that name, or this one has ended
     */
    public void tell(@Nullable Object message) {
        next().tell(message);
    }

    /**
     * Asks the next actor, as {@link ActorRef#askAsync}.
     *
     * @param message any object that can be sent, or null
     * @return a future for the answer; it has failed if there is no actor of that name
     */
    public Future<@Nullable Object> askAsync(@Nullable Object message) {
        try {
            return next().askAsync(message);
        } catch (ActorDeadException e) {
            return Futures.failed(e);
        }
    }

    /**
     * Returns how many actors of that name there are now.
     *
     * @return the number
     */
    public int size() {
        return cluster.findAll(name).size();
    }

    /**
     * Returns the name.
     *
     * @return as in {@code pool worker}
     */
    @Override
    public String toString() {
        return "pool " + name;
    }
}
