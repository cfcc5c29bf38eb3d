package pykka.api.inspect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.SafeText;

/**
 * Some who wait for each other, and others who wait for them, at one moment. Classes of messages are named, their
 * content never is. The lists are unmodifiable.
 *
 * @param cycle each waits for the next one, and the last one for the first
 * @param tails who waits for one of the cycle or of the tails, and so cannot go on either
 * @param moreTails how many more of these there are
 */
public record Deadlock(List<Member> cycle, List<Member> tails, int moreTails) {
    /** So many members of the cycle, at most, does the report show with their stacks; it counts the others. */
    public static final int MOST_SHOWN = 10;
    /** So many are in the first line, which is then about as long as the records of which a console shows all. */
    private static final int MOST_NAMED = 4;
    private static final int MOST_FRAMES = 10;

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
     * @param stack where that thread is, the innermost frame first; empty for members of a cycle beyond the hundredth
     */
    public record Member(String name, @Nullable String urn, String handling, String waitsFor, long waitsMillis,
            @Nullable String lock, String threadName, long threadId, List<StackTraceElement> stack) {
        /**
         * Tells what it waits for, and where: the frames of its own code, without those of this library and of the JDK.
         *
         * @return a line, and one for each frame, ten at most
         */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(name).append(" handles ").append(handling);
            if (lock == null) {
                text.append(" and has waited for ").append(waitsFor).append(" for ").append(waitsMillis).append(" ms:");
            } else {
                text.append(" and is blocked for ").append(lock).append(", which ").append(waitsFor).append(" holds:");
            }
            List<StackTraceElement> frames = ownFrames();
            for (StackTraceElement frame : frames.subList(0, Math.min(MOST_FRAMES, frames.size()))) {
                text.append("\n\tat ").append(SafeText.clean(frame.toString()));
            }
            if (frames.size() > MOST_FRAMES) {
                text.append("\n\t... ").append(frames.size() - MOST_FRAMES).append(" more");
            }
            return text.toString();
        }

        /** All of them, if none is its own. */
        private List<StackTraceElement> ownFrames() {
            List<StackTraceElement> own = new ArrayList<>();
            for (StackTraceElement frame : stack) {
                if (!isLibrary(frame.getClassName())) {
                    own.add(frame);
                }
            }
            return own.isEmpty() ? stack : own;
        }

        private static boolean isLibrary(String className) {
            return className.startsWith("pykka.api.") || className.startsWith("pykka.threading.")
                    || className.startsWith("pykka.pooled.") || className.startsWith("java.") || className.startsWith("jdk.")
                    || className.startsWith("sun.");
        }

        private String nameAndPlace() {
            List<StackTraceElement> frames = ownFrames();
            if (frames.isEmpty()) {
                return name;
            }
            StackTraceElement place = frames.get(0);
            String type = place.getClassName().substring(place.getClassName().lastIndexOf('.') + 1);
            return name + " in " + SafeText.clean(
                    type + "." + place.getMethodName() + "(" + place.getFileName() + ":" + place.getLineNumber() + ")");
        }
    }

    /**
     * The report: the cycle in one line, with the methods in which its members wait; the remedy; then the members, the first ten
     * at most, with their stacks.
     *
     * @return several lines, each of which can be printed as it is
     */
    @Override
    public String toString() {
        StringBuilder report = new StringBuilder("Deadlock: ");
        int named = Math.min(cycle.size(), MOST_NAMED);
        cycle.subList(0, named).forEach(member -> report.append(member.nameAndPlace()).append(" -> "));
        if (named < cycle.size()) {
            report.append(cycle.size() - named).append(" more -> ");
        }
        report.append(cycle.get(0).name());
        report.append("\nThe way out: tell, defer or askAsync, which do not wait, or a wait with a limit.");
        int shown = Math.min(cycle.size(), MOST_SHOWN);
        cycle.subList(0, shown).forEach(member -> report.append('\n').append(member));
        if (shown < cycle.size()) {
            int left = cycle.size() - shown;
            report.append('\n').append(left).append(left == 1 ? " more is in the cycle" : " more are in the cycle");
        }
        int behind = Math.min(tails.size(), MOST_SHOWN);
        tails.subList(0, behind).forEach(member -> report.append("\nBehind it, ").append(member));
        int more = tails.size() - behind + moreTails;
        if (more > 0) {
            report.append("\n").append(more).append(more == 1 ? " more waits for these" : " more wait for these");
        }
        return report.toString();
    }
}
