package pykka.debug;

import java.util.List;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;

/**
 * Finds deadlocks that stand: actors that wait for each other's replies, ends or places in inboxes, and with them platform
 * threads that are blocked for monitors and locks, in any mixture. With the default policy of {@code pykka.deadlock}, a cycle of
 * actors alone fails before it stands. Locks of virtual threads are not known to the JDK. Any thread may call; none is stopped
 * for longer than the JVM needs to look at its threads, and no lock is taken.
 */
public final class Deadlocks {
    private Deadlocks() {}

    /**
     * Looks for deadlocks.
     *
     * @return an unmodifiable list, empty if there is none
     */
    public static List<Deadlock> find() {
        return Inspection.deadlocks(Threads::blocked);
    }

    /**
     * Looks for deadlocks and describes them: who waits for whom, what each handles, since when it waits, and the stack of each.
     *
     * @return several lines, or one that says that there is none
     */
    public static String report() {
        List<Deadlock> found = find();
        return found.isEmpty() ? "No deadlock" : String.join("\n", found.stream().map(Deadlock::toString).toList());
    }
}
