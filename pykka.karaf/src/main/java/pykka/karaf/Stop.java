package pykka.karaf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;

@Service
@Command(scope = "pykka", name = "stop", description = "Stops an actor, or all actors of a class, and waits for the end.")
public final class Stop implements Action {
    @Option(name = "-t", aliases = "--timeout", description = "How many seconds to wait at most, for all together")
    private int timeout = 5;

    @Argument(name = "actor", description = "URN of the actor, or simple name of the class", required = true)
    @Completion(ActorCompleter.class)
    private String actor;

    @Override
    public Object execute() throws CommandException {
        List<ActorRef<?>> refs = new ArrayList<>(ActorRegistry.getByClassName(actor));
        ActorRegistry.getByUrn(actor).ifPresent(refs::add);
        if (refs.isEmpty()) {
            throw new CommandException("There is no actor '" + actor + "', and none of a class of that name");
        }
        Collections.reverse(refs); // the last started first, as everywhere
        List<Future<Boolean>> ends = refs.stream().map(ActorRef::stopAsync).toList();
        try {
            Futures.getAll(ends, Duration.ofSeconds(timeout));
        } catch (ActorTimeoutException e) {
            // shown below
        }
        for (int i = 0; i < refs.size(); i++) {
            System.out.println(ends.get(i).isDone() ? "Stopped " + refs.get(i) : refs.get(i) + " has not stopped yet");
        }
        return null;
    }
}
