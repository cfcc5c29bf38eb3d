package pykka.karaf.service;

import java.util.Locale;

/** Writes JSON. What is null is left out. */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private void comma() {
        if (text.length() > 0 && "{[".indexOf(text.charAt(text.length() - 1)) < 0) {
            text.append(',');
        }
    }

    private Json name(String name) {
        comma();
        string(name);
        text.append(':');
        return this;
    }

    private void string(String value) {
        text.append('"');
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** Begins an object: the outermost one, or an element of an array. */
    Json begin() {
        comma();
        text.append('{');
        return this;
    }

    Json object(String name) {
        name(name).text.append('{');
        return this;
    }

    Json end() {
        text.append('}');
        return this;
    }

    Json array(String name) {
        name(name).text.append('[');
        return this;
    }

    /** Ends an array. */
    Json close() {
        text.append(']');
        return this;
    }

    Json number(String name, long value) {
        name(name).text.append(value);
        return this;
    }

    Json text(String name, String value) {
        if (value != null) {
            name(name).string(value);
        }
        return this;
    }

    Json element(String value) {
        comma();
        string(value);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
