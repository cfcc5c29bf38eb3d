package pykka.cluster;

/**
 * A node of a cluster, from the time that it joins to the time that it leaves; a node that comes back is another one.
 *
 * @param id unique
 * @param name what the node calls itself, for people; need not be unique
 */
public record ClusterNode(String id, String name) {
    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
