package pykka.debug;

import java.io.IOException;

/**
 * Looks at the actors of another JVM on this machine, which needs nothing of this module:
 *
 * <pre>{@code
 * java -jar pykka.debug.jar          lists the JVMs that have classes of actors, and these classes
 * java -jar pykka.debug.jar <pid>    prints a dump of ThreadTracebacks of one of them: deadlocks, threads, actors
 * }</pre>
 *
 * <p>To be run by the user whose JVM it is, with a JDK. It attaches to that JVM and has it load {@link Agent} from this jar, of
 * which a JVM from JDK 21 on warns on its stderr. Where that is not allowed, it prints what {@code jcmd <pid> Thread.print -l}
 * says.
 */
public final class Main {
    private Main() {}

    /**
     * Runs the tool. What does not work is said on stderr, and the exit status is 1.
     *
     * @param args nothing, or the id of a process
     * @throws IOException if a file or another process fails
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> System.err.println(
                e instanceof IllegalStateException ? e.getMessage() : e.toString()));
        if (args.length > 1 || args.length == 1 && !args[0].matches("\\d+")) {
            throw new IllegalStateException("Arguments: none, to list the JVMs with actors; or the id of one of them, to print a dump");
        }
        try {
            if (args.length == 0) {
                Attached.list(System.out);
            } else {
                Attached.dump(args[0], System.out, System.err);
            }
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException("This JVM cannot attach to others: use one of a JDK, with --add-modules jdk.attach", e);
        }
    }
}
