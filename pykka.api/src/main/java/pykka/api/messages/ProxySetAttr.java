package pykka.api.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks an actor to set one of its attributes. The original's {@code ProxySetAttr}.
 *
 * @param attrPath the names from the actor to the attribute, the attribute last; copied
 * @param value the new value
 */
public record ProxySetAttr(List<String> attrPath, @Nullable Object value) {
    /**
     * Makes a message with a copy of the path.
     *
     * @param attrPath the names from the actor to the attribute, the attribute last
     * @param value the new value
     * @throws NullPointerException if the list or a name is null
     */
    public ProxySetAttr {
        attrPath = Names.copy(attrPath);
    }

    /**
     * Makes a message for an attribute of the actor itself.
     *
     * @param attribute the name of the attribute
     * @param value the new value
     * @return the message
     */
    public static ProxySetAttr of(String attribute, @Nullable Object value) {
        return new ProxySetAttr(List.of(attribute), value);
    }
}
