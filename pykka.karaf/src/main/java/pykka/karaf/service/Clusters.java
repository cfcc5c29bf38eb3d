package pykka.karaf.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import pykka.api.ActorRef;
import pykka.cluster.Cluster;
import pykka.cluster.ClusterNode;

/** The clusters that are services, as rows of tables. The commands do not know pykka.cluster, which need not be there. */
public final class Clusters {
    private Clusters() {}

    /**
     * Returns what to say if there is no cluster.
     *
     * @param context of this bundle
     * @return the text; empty if there is a cluster
     */
    public static Optional<String> missing(BundleContext context) {
        return ifInstalled(() -> references(context).isEmpty()
                ? Optional.of("No cluster: the configuration pykka.cluster joins one") : Optional.empty(),
                Optional.of("No cluster: the feature pykka-cluster is not installed"));
    }

    /**
     * Returns the nodes of all clusters.
     *
     * @param context of this bundle
     * @return rows of the name of the cluster, that of the node, and whether it is this one
     */
    public static List<List<Object>> nodes(BundleContext context) {
        return ifInstalled(() -> rows(context, (name, cluster) -> {
            List<List<Object>> rows = new ArrayList<>();
            for (ClusterNode node : cluster.nodes()) {
                rows.add(List.of(name, node.name(), node.equals(cluster.self()) ? "this" : ""));
            }
            return rows;
        }), List.of());
    }

    /**
     * Returns the names that are published in all clusters.
     *
     * @param context of this bundle
     * @return rows of the name of the cluster, that of the actor, and the actor
     */
    public static List<List<Object>> names(BundleContext context) {
        return ifInstalled(() -> rows(context, (cluster, node) -> {
            List<List<Object>> rows = new ArrayList<>();
            for (String name : node.names()) {
                for (ActorRef<Object> actor : node.findAll(name)) {
                    rows.add(List.of(cluster, name, actor.toString()));
                }
            }
            return rows;
        }), List.of());
    }

    /** What mentions a class of pykka.cluster, functions on it included, is linked where this calls it. */
    private static <T> T ifInstalled(Supplier<T> then, T otherwise) {
        try {
            return then.get();
        } catch (NoClassDefFoundError e) {
            return otherwise;
        }
    }

    private static List<List<Object>> rows(BundleContext context, BiFunction<String, Cluster, List<List<Object>>> rows) {
        List<List<Object>> all = new ArrayList<>();
        references(context).stream().sorted(Comparator.comparing(Clusters::name)).forEach(reference -> {
            Cluster cluster = context.getService(reference);
            if (cluster != null) { // else it has just gone
                try {
                    all.addAll(rows.apply(name(reference), cluster));
                } finally {
                    context.ungetService(reference);
                }
            }
        });
        return all;
    }

    private static Collection<ServiceReference<Cluster>> references(BundleContext context) {
        try {
            return context.getServiceReferences(Cluster.class, null);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e); // there is no filter
        }
    }

    private static String name(ServiceReference<?> cluster) {
        Object name = cluster.getProperty("name");
        return name == null ? "" : name.toString();
    }
}
