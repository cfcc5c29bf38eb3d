package pykka.cluster.internal.text;

import java.io.PrintWriter;
import java.io.StringWriter;
import pykka.cluster.ClusterException;

/** Text of other nodes and of classes of users: truncated, and without characters that control a terminal or a log. */
public final class ForeignText {
    private static final int MOST = 1_000;
    private static final int STACK = 8_000;

    private ForeignText() {}

    /** On one line. */
    public static String clean(String text) {
        return cut(text, MOST).replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
    }

    /** Keeps the ends of lines and tabs. */
    public static String lines(String text) {
        return cut(text, STACK).replace("\r\n", "\n").replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029&&[^\n\t]]", "?");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 3) + "...";
    }

    /** Returns what an exception says of itself, without trusting it: class and message, as a rule. */
    public static String of(Throwable failure) {
        try {
            return clean(String.valueOf(failure.toString()));
        } catch (Throwable e) {
            return failure.getClass().getName();
        }
    }

    /** Returns the stack trace with its causes, as it is printed; empty if it cannot be. */
    public static String stack(Throwable failure) {
        try {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            return lines(text.toString());
        } catch (Throwable e) {
            return "";
        }
    }

    /** Returns a copy by text, to be a cause: nothing of the original's class is kept. */
    public static ClusterException copy(Throwable failure) {
        return exception(of(failure), failure.getStackTrace());
    }

    /** Returns an exception with a stack trace that is not its own. */
    public static ClusterException exception(String text, StackTraceElement[] stack) {
        ClusterException exception = new ClusterException(text);
        exception.setStackTrace(stack);
        return exception;
    }
}
