package pykka.karaf;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "pykka", name = "deadlocks", description = "Prints the deadlocks of actors: who waits for whom, and where.")
public final class Deadlocks implements Action {
    @Override
    public Object execute() {
        System.out.println(pykka.debug.Deadlocks.report());
        return null;
    }
}
