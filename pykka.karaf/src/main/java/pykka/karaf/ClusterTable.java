package pykka.karaf;

import java.util.List;
import org.apache.karaf.shell.support.table.ShellTable;
import org.osgi.framework.BundleContext;
import pykka.karaf.service.Clusters;

/** What is printed of clusters, or why there is nothing. */
final class ClusterTable {
    private ClusterTable() {}

    static void print(BundleContext context, List<List<Object>> rows, String none, boolean noFormat, String... columns) {
        ShellTable table = new ShellTable();
        for (String column : columns) {
            table.column(column);
        }
        table.emptyTableText(Clusters.missing(context).orElse(none));
        rows.forEach(row -> table.addRow().addContent(row));
        table.print(System.out, !noFormat);
    }
}
