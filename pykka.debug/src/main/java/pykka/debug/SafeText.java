package pykka.debug;

import java.util.Locale;

/** Names that others have chosen, for log records: on one line, truncated, and without what controls a terminal. */
final class SafeText {
    private static final int MOST = 1_000;

    private static final String LAMBDA = "$$Lambda";

    private SafeText() {}

    /** Returns the name of a class. That of a lambda is cut off before the numbers that differ from run to run. */
    static String className(Class<?> type) {
        String name = type.getName();
        int lambda = type.isHidden() ? name.indexOf(LAMBDA) : -1;
        return clean(lambda < 0 ? name : name.substring(0, lambda + LAMBDA.length()));
    }

    /** Escapes control characters and line separators, and truncates to 1,000 characters. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MOST); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> clean.append("\\n");
                case '\r' -> clean.append("\\r");
                case '\t' -> clean.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        clean.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        clean.append(c);
                    }
                }
            }
        }
        return clean.length() <= MOST && text.length() <= MOST ? clean.toString() : clean.substring(0, MOST - 3) + "...";
    }
}
