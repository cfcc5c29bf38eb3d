package pykka.api.internal.util;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The library's properties, of the OSGi framework or of the system, read at each use. */
public final class Properties {
    /** The properties of the framework, while the library's activator runs; otherwise null. */
    private static volatile @Nullable Function<String, @Nullable String> framework;

    private Properties() {}

    /** Reads properties from a framework from now on, or, given null, from the system. */
    public static void from(@Nullable Function<String, @Nullable String> properties) {
        framework = properties;
    }

    /**
     * Returns the value of a property; null if it is not set, is blank, or must not be read: a denial by a security manager
     * must not break the class that reads it.
     */
    public static @Nullable String get(String name) {
        String value;
        try {
            value = read(name);
        } catch (SecurityException e) {
            value = privileged(name);
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable String read(String name) {
        Function<String, @Nullable String> now = framework;
        return now == null ? System.getProperty(name) : now.apply(name);
    }

    /** Reads with the library's own permissions: its callers may have fewer. */
    @SuppressWarnings("removal")
    private static @Nullable String privileged(String name) {
        try {
            return AccessController.doPrivileged((PrivilegedAction<@Nullable String>) () -> read(name));
        } catch (SecurityException e) {
            return null;
        }
    }

    /**
     * Returns a boolean property; upper and lower case are the same.
     *
     * @param otherwise the default, if the property is not set
     * @throws IllegalStateException if the value is neither true nor false
     */
    public static boolean bool(String name, boolean otherwise) {
        String value = get(name);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, value, "true or false");
        };
    }

    public static IllegalStateException wrong(String name, String value, String remedy) {
        return new IllegalStateException(
                "The property " + name + " is '" + SafeText.clean(value) + "': it must be " + remedy);
    }
}
