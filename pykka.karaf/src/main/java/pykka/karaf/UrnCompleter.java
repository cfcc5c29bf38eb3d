package pykka.karaf;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;

/** The URNs of actors, each shown with its class. */
@Service
public final class UrnCompleter implements Completer {
    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> urns = Inspection.actors().stream().map(ActorInfo::urn).toList();
        return new StringsCompleter(urns).complete(session, line, candidates);
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        for (ActorInfo actor : Inspection.actors()) {
            candidates.add(new Candidate(actor.urn(), actor.urn(), null, actor.className(), null, null, true));
        }
    }
}
