package pykka.api.messages;

import java.util.List;

/**
 * Asks an actor for the value of one of its attributes. The original's {@code ProxyGetAttr}.
 *
 * @param attrPath the names from the actor to the attribute, the attribute last; copied
 */
public record ProxyGetAttr(List<String> attrPath) {
    /**
     * Makes a message of a copy.
     *
     * @param attrPath the names from the actor to the attribute, the attribute last
     * @throws NullPointerException if the list or a name is null
     */
    public ProxyGetAttr {
        attrPath = Names.copy(attrPath);
    }

    /**
     * Makes a message.
     *
     * @param attrPath the names from the actor to the attribute, the attribute last
     * @return the message
     */
    public static ProxyGetAttr of(String... attrPath) {
        return new ProxyGetAttr(List.of(attrPath));
    }
}
