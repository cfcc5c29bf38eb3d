package pykka.api.internal.util;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Foreign text for log records and exceptions: truncated, single-line, and safe against a failing toString(). */
public final class SafeText {
    private static final int MOST = 1_000;
    private static final String LAMBDA = "$$Lambda";

    private SafeText() {}

    /** Returns the object's toString(), cleaned, or the name of its class if toString() fails. */
    public static String of(@Nullable Object object) {
        if (object == null) {
            return "null";
        }
        try {
            String text = object.toString();
            return clean(text != null ? text : object.getClass().getName());
        } catch (Throwable e) {
            return clean(object.getClass().getName() + " (its toString threw " + e.getClass().getName() + ")");
        }
    }

    /** Returns the first line of an exception's message, cleaned. */
    static String firstLine(Throwable failure) {
        try {
            return clean(failure.getMessage().lines().findFirst().orElse(""));
        } catch (Throwable e) {
            return of(failure);
        }
    }

    /** Returns the name of a class. That of a lambda is cut off before the numbers that differ from run to run. */
    public static String className(Class<?> type) {
        String name = type.getName();
        int lambda = type.isHidden() ? name.indexOf(LAMBDA) : -1;
        return clean(lambda < 0 ? name : name.substring(0, lambda + LAMBDA.length()));
    }

    /** Escapes characters that could begin a new line or control a terminal, and truncates to 1,000 characters. */
    public static String clean(String text) {
        String result = escape(text, Math.min(text.length(), MOST));
        return result.length() <= MOST ? result : result.substring(0, MOST - 3) + "...";
    }

    /** Escapes as {@link #clean} does, without truncating: for text composed of truncated parts. */
    public static String line(String text) {
        return escape(text, text.length());
    }

    private static String escape(String text, int length) {
        StringBuilder clean = null;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (unsafe(c)) {
                if (clean == null) {
                    clean = new StringBuilder(length + 16).append(text, 0, i);
                }
                escape(c, clean);
            } else if (clean != null) {
                clean.append(c);
            }
        }
        return clean == null ? text : clean.toString();
    }

    /** Returns whether a text can be printed unchanged. */
    static boolean isClean(String text) {
        return text.length() <= MOST && text.chars().noneMatch(c -> unsafe((char) c));
    }

    private static boolean unsafe(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private static void escape(char c, StringBuilder to) {
        switch (c) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> to.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
    }
}
