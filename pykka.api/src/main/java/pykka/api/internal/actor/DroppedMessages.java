package pykka.api.internal.actor;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.MessageNames;
import pykka.api.internal.mailbox.Wrapped;

/**
 * The classes of the messages that an actor drops at its end, for the log record. Nothing here throws: without memory or stack
 * for the classes, the record tells the number of messages alone. There are no lambdas here, whose call sites would be linked
 * between two steps of the end.
 */
final class DroppedMessages {
    /** How many classes are named. */
    private static final int MOST = 5;

    private @Nullable Map<String, long[]> counts;
    private @Nullable Class<?> lastClass;
    private long @Nullable [] lastCount;
    private boolean failed;

    /** Returns null if there is no memory for one. */
    static @Nullable DroppedMessages begin() {
        try {
            return new DroppedMessages();
        } catch (Throwable e) {
            return null;
        }
    }

    void add(Object sent) {
        if (failed) {
            return; // the record will name no class
        }
        try {
            Object message = Wrapped.content(sent);
            boolean plain = MessageNames.isOfItsClass(message);
            if (plain && message.getClass() == lastClass) { // most often all are of one class
                lastCount[0]++;
                return;
            }
            String name = String.valueOf(MessageNames.of(message));
            Map<String, long[]> now = counts;
            if (now == null) {
                now = new HashMap<>();
                counts = now;
            }
            long[] count = now.get(name);
            if (count == null) {
                count = new long[1];
                now.put(name, count);
            }
            count[0]++;
            if (plain) {
                lastCount = count;
                lastClass = message.getClass();
            }
        } catch (Throwable e) {
            failed = true;
        }
    }

    /**
     * Returns how many there were of the most frequent classes, the most first, and how many classes there were beside. Returns
     * null if not all classes are known.
     */
    @Nullable String text() {
        Map<String, long[]> left = counts;
        if (failed || left == null) {
            return null;
        }
        try {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < MOST && !left.isEmpty(); i++) {
                String most = null;
                for (Map.Entry<String, long[]> entry : left.entrySet()) {
                    if (most == null || isBefore(entry.getKey(), entry.getValue()[0], most, left.get(most)[0])) {
                        most = entry.getKey();
                    }
                }
                text.append(i == 0 ? "" : ", ").append(left.remove(most)[0]).append(' ').append(most);
            }
            if (!left.isEmpty()) {
                text.append(" and ").append(left.size()).append(left.size() == 1 ? " other class" : " other classes");
            }
            return text.toString();
        } catch (Throwable e) {
            return null;
        }
    }

    private static boolean isBefore(String one, long count, String other, long otherCount) {
        return count != otherCount ? count > otherCount : one.compareTo(other) < 0;
    }
}
