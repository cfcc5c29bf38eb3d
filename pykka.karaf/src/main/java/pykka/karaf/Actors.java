package pykka.karaf;

import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;

@Service
@Command(scope = "pykka", name = "actors", description = "Lists the actors, in the order in which they were started.")
public final class Actors implements Action {
    @Option(name = "-c", aliases = "--class", description = "Only actors of the class with this simple name")
    @Completion(ClassNameCompleter.class)
    private String className;

    @Option(name = "--no-format", description = "Disable table rendered output")
    private boolean noFormat;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("URN");
        table.column("Class");
        table.column("Runtime");
        table.column("Bundle");
        table.column("Inbox").alignRight();
        table.column("State");
        table.emptyTableText(className == null ? "No actors" : "No actors of the class " + className);
        for (ActorInfo actor : Inspection.actors()) {
            if (className == null || className.equals(actor.className())) {
                table.addRow().addContent(actor.urn(), actor.className(), actor.runtime(),
                        actor.owner().orElse(""), inbox(actor.inboxLength()), state(actor.state()));
            }
        }
        table.print(System.out, !noFormat);
        return null;
    }

    private static String inbox(int length) {
        return length < Inspection.INBOX_LIMIT ? Integer.toString(length) : Inspection.INBOX_LIMIT + "+";
    }

    /** As Karaf shows the states of bundles. */
    private static String state(ActorInfo.State state) {
        String name = state.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
