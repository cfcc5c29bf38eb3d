package pykka.cluster.internal.wire;

/**
 * A reference to an actor, on the wire.
 *
 * @param own whether the actor is one that the sender gives to the receiver; else it is one that the receiver has given to the
 *     sender before, and URN and class name are empty
 * @param number the actor's number on the side that has given it
 * @param urn the actor's URN
 * @param className the simple name of the actor's class
 */
public record RefToken(boolean own, long number, String urn, String className) {
    /** Makes a token of an actor that the receiver itself has given. */
    public static RefToken back(long number) {
        return new RefToken(false, number, "", "");
    }
}
