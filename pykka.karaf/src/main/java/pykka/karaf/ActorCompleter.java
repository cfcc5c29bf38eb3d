package pykka.karaf;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** URNs of actors, and simple names of their classes. */
@Service
public final class ActorCompleter implements Completer {
    private final Completer urns = new UrnCompleter();
    private final Completer classNames = new ClassNameCompleter();

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return Math.max(urns.complete(session, line, candidates), classNames.complete(session, line, candidates));
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        urns.completeCandidates(session, line, candidates);
        classNames.completeCandidates(session, line, candidates);
    }
}
