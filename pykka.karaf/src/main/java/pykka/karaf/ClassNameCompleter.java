package pykka.karaf;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;

/** The simple names of the classes of actors. */
@Service
public final class ClassNameCompleter implements Completer {
    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = Inspection.actors().stream().map(ActorInfo::className).toList();
        return new StringsCompleter(names, true).complete(session, line, candidates);
    }
}
