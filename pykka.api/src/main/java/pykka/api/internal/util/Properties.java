package pykka.api.internal.util;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The library's properties, of the framework or of the system, read where they are used. */
public final class Properties {
    /** Those of a framework, while its activator runs. */
    private static volatile @Nullable Function<String, @Nullable String> framework;

    private Properties() {}

    /** Has properties read from a framework from now on, or, given null, from the system. */
    public static void from(@Nullable Function<String, @Nullable String> properties) {
        framework = properties;
    }

    /** Null where it is not set, is blank, or must not be read: a security manager breaks no class that reads one. */
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

    /** Whoever calls the library may have fewer rights than it has. */
    @SuppressWarnings("removal")
    private static @Nullable String privileged(String name) {
        try {
            return AccessController.doPrivileged((PrivilegedAction<@Nullable String>) () -> read(name));
        } catch (SecurityException e) {
            return null;
        }
    }

    /** True or false, in small letters or capital ones. */
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
