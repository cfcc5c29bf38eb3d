package pykka.api.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some who wait for each other, and others who wait for them, at one moment. Classes of messages are named, their
 * content never is. The lists are unmodifiable.
 *
 * @param cycle each waits for the next one, and the last one for the first
 * @param tails who waits for one of the cycle or of the tails, and so cannot go on either
 * @param moreTails how many more of these there are
 */
public record Deadlock(List<Member> cycle, List<Member> tails, int moreTails) {
    /**
     * An actor, or a thread that is none.
     *
     * @param name the actor or thread, in words
     * @param urn the URN of the actor, or null for a thread
     * @param handling what it does: the class of the message that it handles, or the like
     * @param waitsFor who would have to go on first, in words
     * @param waitsMillis how long it has waited, in milliseconds, or -1 if that is not known, as of locks
     * @param lock the lock that it is blocked for, in words, or null if it waits for a future or a place in an inbox
     * @param threadName the name of its thread
     * @param threadId the id of its thread
     * @param stack where that thread is, the innermost frame first
     */
    public record Member(String name, @Nullable String urn, String handling, String waitsFor, long waitsMillis,
            @Nullable String lock, String threadName, long threadId, List<StackTraceElement> stack) {
        /**
         * Tells all that is known.
         *
         * @return a line, and one for each frame
         */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(name).append(" handles ").append(handling);
            if (lock == null) {
                text.append(" and has waited for ").append(waitsFor).append(" for ").append(waitsMillis).append(" ms:");
            } else {
                text.append(" and is blocked for ").append(lock).append(", which ").append(waitsFor).append(" holds:");
            }
            for (StackTraceElement frame : stack) {
                text.append("\n\tat ").append(Inspection.printable(frame.toString()));
            }
            return text.toString();
        }
    }

    /**
     * The report: the cycle in one line, then each member with its stack.
     *
     * @return several lines, each of which can be printed as it is
     */
    @Override
    public String toString() {
        StringBuilder report = new StringBuilder("Deadlock: ");
        cycle.forEach(member -> report.append(member.name()).append(" -> "));
        report.append(cycle.get(0).name());
        cycle.forEach(member -> report.append('\n').append(member));
        tails.forEach(member -> report.append("\nBehind it, ").append(member));
        if (moreTails > 0) {
            report.append("\n").append(moreTails).append(" more wait for these");
        }
        return report.toString();
    }
}
