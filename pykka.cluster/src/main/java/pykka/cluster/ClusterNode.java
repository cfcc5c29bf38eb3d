package pykka.cluster;

/**
 * A node of a cluster.
 *
 * @param id unique; a node that was only cut off, or frozen, has the same one when it is back
 * @param name what the node calls itself, for people; need not be unique
 */
public record ClusterNode(String id, String name) {
    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
