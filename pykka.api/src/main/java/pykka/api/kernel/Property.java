package pykka.api.kernel;

import org.jspecify.annotations.Nullable;

/** The library's properties, of the framework or of the system, read where they are used. */
public final class Property {
    private Property() {}

    static @Nullable String get(String name) {
        String value = Framework.property(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    public static boolean bool(String name, boolean otherwise) {
        String value = get(name);
        if (value == null) {
            return otherwise;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, value, "true or false");
        };
    }

    static IllegalStateException wrong(String name, String value, String remedy) {
        return new IllegalStateException(
                "The property " + name + " is '" + Text.clean(value) + "': it must be " + remedy);
    }
}
