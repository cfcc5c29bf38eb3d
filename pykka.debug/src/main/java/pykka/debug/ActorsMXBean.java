package pykka.debug;

import java.util.List;
import java.util.Map;

/**
 * All actors of this JVM, for JConsole and the like, once {@link Jmx#register()} was called. Nothing can be changed through it.
 */
public interface ActorsMXBean {
    /**
     * Returns how many actors there are.
     *
     * @return the number of registered actors
     */
    int getCount();

    /**
     * Returns how many messages wait in all inboxes, of each 10,000 at most. To be alerted when it stays high.
     *
     * @return the number
     */
    long getMessagesWaiting();

    /**
     * Returns for how long the actor has waited that waits longest. To be alerted when it is longer than any answer takes.
     *
     * @return milliseconds; 0 if none waits
     */
    long getLongestWaitMillis();

    /**
     * Returns how many deadlocks there are. To be alerted when it is not 0.
     *
     * @return the number
     */
    int getDeadlockCount();

    /**
     * Returns how many actors a failure has ended since the library was loaded. To be alerted when it grows.
     *
     * @return the number
     */
    long getFailed();

    /**
     * Returns how many actors are in each state.
     *
     * @return the numbers by the names of {@link pykka.api.inspect.ActorInfo.State}
     */
    Map<String, Integer> getStates();

    /**
     * Returns how many actors there are of each class.
     *
     * @return the numbers by the simple name of the class
     */
    Map<String, Integer> getClasses();

    /**
     * Returns those who wait or work longest, 100 at most.
     *
     * @return a line for each: the actor, its runtime, its state, its inbox, what it handles and waits for
     */
    List<String> getBusiest();

    /**
     * Looks for deadlocks, as {@link Deadlocks#find()} does.
     *
     * @return the report of each
     */
    List<String> getDeadlocks();
}
