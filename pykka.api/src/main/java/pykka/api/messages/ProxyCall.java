package pykka.api.messages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks an actor to call one of its methods. The original's {@code ProxyCall}.
 *
 * @param attrPath the names from the actor to the method, the method last; copied
 * @param args the arguments in order, which may be null; copied
 * @param kwargs arguments by the names of the parameters, which may be null; copied
 */
public record ProxyCall(List<String> attrPath, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
    /**
     * Makes a message of copies.
     *
     * @param attrPath the names from the actor to the method, the method last
     * @param args the arguments in order
     * @param kwargs arguments by the names of the parameters
     * @throws NullPointerException if a list, the map or a name is null
     */
    public ProxyCall {
        attrPath = Names.copy(attrPath);
        args = Collections.unmodifiableList(new ArrayList<>(args));
        kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
        Names.check(kwargs.keySet());
    }

    /**
     * Makes a message for a method of the actor itself.
     *
     * @param method the name of the method
     * @param args the arguments in order
     * @return the message
     */
    public static ProxyCall of(String method, @Nullable Object... args) {
        return new ProxyCall(List.of(method), Arrays.asList(args), Map.of());
    }
}
