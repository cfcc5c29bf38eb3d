package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.Properties;

/** The properties of the library and of its runtimes: in an OSGi framework those of the framework, else those of the system. */
public final class ActorProperties {
    private ActorProperties() {}

    /**
     * Returns the value of a property, as it is now. Never blocks.
     *
     * @param name its name
     * @return the value without blanks around it; null if it is not set, is blank, or must not be read
     */
    public static @Nullable String get(String name) {
        return Properties.get(name);
    }
}
