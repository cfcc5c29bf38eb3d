package pykka.api.internal.util;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import pykka.api.ActorDeadlockException;

/**
 * A copy of an exception: its text, cleaned, and its stack trace. Replaces an exception in a log record if that cannot be
 * printed safely, and where an exception is retained that must not keep other objects reachable.
 */
public final class SafeThrowable extends Throwable {
    private static final long serialVersionUID = 1;
    private static final int MOST = 50;
    /** How many stack frames a retained copy has at most: a StackOverflowError has 1,024. */
    private static final int FRAMES = 50;

    private final String text;

    private SafeThrowable(Throwable original, int frames) {
        // no super(message, cause): the cause is set below
        text = SafeText.of(original);
        try {
            StackTraceElement[] stack = original.getStackTrace();
            setStackTrace(stack.length <= frames ? stack : Arrays.copyOf(stack, frames));
        } catch (Throwable ignored) {
            setStackTrace(new StackTraceElement[0]);
        }
    }

    /** Returns the exception itself if it is safe to print, as nearly all are; otherwise a copy. */
    static Throwable of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            if (isSafe(failure, seen)) {
                return failure;
            }
        } catch (Throwable ignored) {
            // then it is not safe
        }
        return copy(failure, Integer.MAX_VALUE, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Returns a copy to retain: nothing but text, of limited size. */
    public static Throwable copy(Throwable failure) {
        return copy(failure, FRAMES, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean isSafe(Throwable failure, Set<Throwable> seen) throws NoSuchMethodException {
        if (!seen.add(failure) || seen.size() > MOST) {
            return false;
        }
        if (failure.getClass() != ActorDeadlockException.class // its lines are composed by the library
                && (!SafeText.isClean(failure.toString()) || printsItself(failure))) {
            return false;
        }
        Throwable cause = failure.getCause();
        if (cause != null && !isSafe(cause, seen)) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isSafe(suppressed, seen)) {
                return false;
            }
        }
        return true;
    }

    private static boolean printsItself(Throwable failure) throws NoSuchMethodException {
        Class<?> type = failure.getClass();
        return type.getMethod("printStackTrace", PrintWriter.class).getDeclaringClass() != Throwable.class
                || type.getMethod("printStackTrace", PrintStream.class).getDeclaringClass() != Throwable.class
                || type.getMethod("getStackTrace").getDeclaringClass() != Throwable.class;
    }

    private static Throwable copy(Throwable failure, int frames, Set<Throwable> seen) {
        SafeThrowable copy = new SafeThrowable(failure, frames);
        seen.add(failure);
        try {
            Throwable cause = failure.getCause();
            if (cause != null && seen.size() < MOST && !seen.contains(cause)) {
                copy.initCause(copy(cause, frames, seen));
            }
        } catch (Throwable ignored) {
            // then the copy has no cause
        }
        return copy;
    }

    /** Records no stack of the caller: the JVM's internal form of it would keep the classes of all frames reachable. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
