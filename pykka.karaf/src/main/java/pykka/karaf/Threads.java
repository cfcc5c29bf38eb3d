package pykka.karaf;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import pykka.debug.ThreadTracebacks;

@Service
@Command(scope = "pykka", name = "threads", description = "Prints what all threads do, with the actors that they run.")
public final class Threads implements Action {
    @Override
    public Object execute() throws CommandException, IOException {
        if (!ThreadTracebacks.write(System.out)) {
            throw new CommandException("Another dump is under way");
        }
        return null;
    }
}
