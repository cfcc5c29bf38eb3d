package pykka.api.internal.deadlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pykka.api.inspect.Deadlock;
import pykka.api.internal.util.SafeText;

/** A deadlock, and its report. Keeps no thread and no actor. */
record FoundDeadlock(List<Deadlock.Member> cycle, List<Deadlock.Member> tails, int moreTails) implements Deadlock {
    /** The report shows at most so many members of the cycle with their stacks, and counts the others. */
    static final int MOST_SHOWN = 10;
    /** So many are in the first line, which is then about as long as the records of which a console shows all. */
    private static final int MOST_NAMED = 4;
    private static final int MOST_FRAMES = 10;

    record Member(String name, Optional<String> urn, String handling, String waitsFor, Optional<Duration> waitTime,
            Optional<String> lock, String threadName, long threadId, List<StackTraceElement> stack) implements Deadlock.Member {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(name).append(" handles ").append(handling);
            if (lock.isEmpty()) {
                text.append(" and has waited for ").append(waitsFor).append(" for ")
                        .append(waitTime.map(Duration::toMillis).orElse(0L)).append(" ms:");
            } else {
                text.append(" and is blocked for ").append(lock.get()).append(", which ").append(waitsFor).append(" holds:");
            }
            List<StackTraceElement> frames = ownFrames(stack);
            for (StackTraceElement frame : frames.subList(0, Math.min(MOST_FRAMES, frames.size()))) {
                text.append("\n\tat ").append(SafeText.clean(frame.toString()));
            }
            if (frames.size() > MOST_FRAMES) {
                text.append("\n\t... ").append(frames.size() - MOST_FRAMES).append(" more");
            }
            return text.toString();
        }
    }

    /** Returns those outside the library and the JDK, or all, if there are no others. */
    private static List<StackTraceElement> ownFrames(List<StackTraceElement> stack) {
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
                || className.startsWith("pykka.pooled.") || className.startsWith("pykka.testkit.schedule.")
                || className.startsWith("java.") || className.startsWith("jdk.")
                || className.startsWith("sun.");
    }

    private static String nameAndPlace(Deadlock.Member member) {
        List<StackTraceElement> frames = ownFrames(member.stack());
        if (frames.isEmpty()) {
            return member.name();
        }
        StackTraceElement place = frames.get(0);
        String type = place.getClassName().substring(place.getClassName().lastIndexOf('.') + 1);
        return member.name() + " in " + SafeText.clean(
                type + "." + place.getMethodName() + "(" + place.getFileName() + ":" + place.getLineNumber() + ")");
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder("Deadlock: ");
        int named = Math.min(cycle.size(), MOST_NAMED);
        cycle.subList(0, named).forEach(member -> report.append(nameAndPlace(member)).append(" -> "));
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
