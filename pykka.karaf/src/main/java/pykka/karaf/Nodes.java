package pykka.karaf;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.BundleContext;
import pykka.karaf.service.Clusters;

@Service
@Command(scope = "pykka", name = "nodes", description = "Lists the nodes of the clusters that this framework has joined.")
public final class Nodes implements Action {
    @Reference
    private BundleContext context;

    @Option(name = "--no-format", description = "Disable table rendered output")
    private boolean noFormat;

    @Override
    public Object execute() {
        ClusterTable.print(context, Clusters.nodes(context), "No nodes", noFormat, "Cluster", "Node", "Here");
        return null;
    }
}
