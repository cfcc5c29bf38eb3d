package pykka.api.internal.util;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.actor.Host;

/** The library's properties, of the framework or of the system, read where they are used. */
public final class Properties {
    private Properties() {}

    /** Null where it is not set, is blank, or must not be read: a security manager breaks no class that reads one. */
    public static @Nullable String get(String name) {
        String value;
        try {
            value = Host.property(name);
        } catch (SecurityException e) {
            value = privileged(name);
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Whoever calls the library may have fewer rights than it has. */
    @SuppressWarnings("removal")
    private static @Nullable String privileged(String name) {
        try {
            return AccessController.doPrivileged((PrivilegedAction<@Nullable String>) () -> Host.property(name));
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
