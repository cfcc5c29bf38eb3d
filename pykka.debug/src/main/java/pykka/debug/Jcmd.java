package pykka.debug;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.ObjectName;

/** The dump that {@code jcmd <pid> Thread.print -l} makes, made from inside, with the actors that it does not show. */
public final class Jcmd {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private Jcmd() {}

    /**
     * Writes what {@code Thread.print -l} prints: all platform threads with their locks, as the JVM itself sees them at one
     * moment, and the deadlocks that it finds. Then, as in a dump of {@link ThreadTracebacks}, the deadlocks of actors, the
     * actors that are busy on virtual threads, and the numbers of all actors. Works when attaching is disabled, too. Where the
     * JVM does not offer the command, as without the module jdk.management, and on HotSpot without jdk.jfr, a dump of
     * {@link ThreadTracebacks} is written instead, and the first time an INFO says so.
     *
     * @param to gets the text
     * @return true; false if another dump is under way, then nothing, or the JVM's part alone, is written
     * @throws IOException if thrown by {@code to}
     */
    public static boolean threadPrint(Appendable to) throws IOException {
        Objects.requireNonNull(to, "to");
        String printed;
        try {
            printed = Command.threadPrint();
        } catch (Exception | LinkageError e) {
            if (!SAID.getAndSet(true)) {
                Log.info("The JVM's own thread dump cannot be had (" + e.getClass().getName()
                        + "), it needs the modules jdk.management and jdk.jfr; the library's own is used instead");
            }
            return ThreadTracebacks.write(to);
        }
        to.append(printed);
        return Dump.write(text -> to.append(text).append('\n'), false);
    }

    /** Not loaded without java.management. */
    private static final class Command {
        static String threadPrint() throws JMException {
            return (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "threadPrint",
                    new Object[] {new String[] {"-l"}}, new String[] {String[].class.getName()});
        }
    }
}
