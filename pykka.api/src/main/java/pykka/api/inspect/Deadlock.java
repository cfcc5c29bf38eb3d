package pykka.api.inspect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Some who wait for each other, and others who wait for them, at one moment. Classes of messages are named, their content never
 * is; neither an actor nor a thread is kept. Immutable, the lists too. Later versions may add methods.
 */
@ProviderType
public interface Deadlock {
    /** An actor, or a thread that is none. */
    @ProviderType
    interface Member {
        /**
         * Returns the actor or thread.
         *
         * @return its name, in words
         */
        String name();

        /**
         * Returns the URN of the actor.
         *
         * @return the URN; empty for a thread
         */
        Optional<String> urn();

        /**
         * Returns what it does.
         *
         * @return the class of the message that it handles, or the like
         */
        String handling();

        /**
         * Returns who would have to go on first.
         *
         * @return the other one, in words
         */
        String waitsFor();

        /**
         * Returns how long it has waited.
         *
         * @return the time; empty if that is not known, as of locks
         */
        Optional<Duration> waitTime();

        /**
         * Returns the lock that it is blocked for.
         *
         * @return the lock, in words; empty if it waits for a future or a place in an inbox
         */
        Optional<String> lock();

        /**
         * Returns the name of its thread.
         *
         * @return the name
         */
        String threadName();

        /**
         * Returns the id of its thread.
         *
         * @return what {@link Thread#getId()} of that thread returns
         */
        long threadId();

        /**
         * Returns where that thread is.
         *
         * @return the frames, the innermost first; empty for members of a cycle beyond the hundredth
         */
        List<StackTraceElement> stack();

        /**
         * Tells what it waits for, and where: the frames of its own code, without those of this library and of the JDK.
         *
         * @return a line, and one for each frame, ten at most
         */
        @Override
        String toString();
    }

    /**
     * Returns the cycle.
     *
     * @return members of which each waits for the next one, and the last one for the first
     */
    List<Member> cycle();

    /**
     * Returns who waits for one of the cycle or of these, and so cannot go on either.
     *
     * @return the first hundred
     */
    List<Member> tails();

    /**
     * Returns how many more of these there are.
     *
     * @return the number
     */
    int moreTails();

    /**
     * The report: the cycle in one line, with the methods in which its members wait; the remedy; then the members, the first ten
     * at most, with their stacks.
     *
     * @return several lines, each of which can be printed as it is
     */
    @Override
    String toString();
}
