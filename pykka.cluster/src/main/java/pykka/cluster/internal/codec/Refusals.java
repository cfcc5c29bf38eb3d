package pykka.cluster.internal.codec;

import pykka.cluster.ClusterException;
import pykka.cluster.internal.text.ForeignText;

/** Why a class does not cross, and the remedy. */
final class Refusals {
    private Refusals() {}

    static ClusterException toSend(Class<?> type) {
        if (type.isHidden() || type.getName().equals("java.lang.invoke.SerializedLambda")) {
            return new ClusterException("A lambda or method reference cannot be sent to another node: send a message, such as a"
                    + " record, or call a method of a published interface");
        }
        String name = element(type.getName());
        return new ClusterException(name + " may not be sent to another node: " + remedy(name));
    }

    static ClusterException toRead(String name) {
        String element = element(ForeignText.clean(name));
        return new ClusterException(element + " is refused by the node that was to read it: " + remedy(element));
    }

    static ClusterException notSerializable(Class<?> type) {
        return new ClusterException(type.getName() + " cannot be sent to another node: it does not implement Serializable"
                + (type.getName().startsWith("java.util.") ? "; copy it into an ArrayList, a HashSet or a HashMap" : ""));
    }

    private static String remedy(String name) {
        int dot = name.lastIndexOf('.');
        return name.startsWith("java") || name.startsWith("sun.") || name.startsWith("jdk.") || dot < 0
                ? "it is not on the list of classes that may be sent; messages are best made of records, enums, strings, numbers"
                        + " and collections"
                : "it is not on the list of classes that may be sent; allow its package on all nodes by ClusterOptions.allow(\""
                        + name.substring(0, dot + 1) + "\")";
    }

    private static String element(String name) {
        int start = name.lastIndexOf('[') + 1;
        return start > 0 && name.startsWith("L", start) && name.endsWith(";") ? name.substring(start + 1, name.length() - 1) : name;
    }

    static ClusterException proxy(Class<?>[] interfaces) {
        return new ClusterException("A dynamic proxy" + (interfaces.length == 0 ? "" : " of " + interfaces[0].getName())
                + " cannot be sent to another node: send the ActorRef behind it");
    }
}
