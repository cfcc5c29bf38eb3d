package pykka.karaf;

import java.time.Duration;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import pykka.api.ActorException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;

/** Asks, and drops the answer: what an actor throws at a text that it does not expect then comes back, and does not end it. */
@Service
@Command(scope = "pykka", name = "tell", description = "Tells an actor a text. If the actor throws at it, the actor lives on, "
        + "and what it throws is shown.")
public final class Tell implements Action {
    @Option(name = "-t", aliases = "--timeout", description = "How many seconds to wait at most until the actor has handled it")
    private int timeout = 1;

    @Argument(name = "urn", description = "URN of the actor", required = true)
    @Completion(UrnCompleter.class)
    private String urn;

    @Argument(index = 1, name = "text", description = "The message: a java.lang.String", required = true)
    private String text;

    @Override
    public Object execute() throws CommandException {
        ActorRef<?> actor = ActorRegistry.getByUrn(urn)
                .orElseThrow(() -> new CommandException("There is no actor '" + urn + "'"));
        Future<?> handled = actor.askAsync(text);
        try {
            handled.get(Duration.ofSeconds(timeout));
        } catch (Throwable e) { // whatever the actor threw, as it is
            if (handled.isDone()) {
                throw new CommandException(e instanceof ActorException ? e.getMessage()
                        : actor + " threw " + e + (actor.isAlive() ? ", and lives on" : ""), e);
            }
            System.out.println(actor + " has not handled it yet");
        }
        return null;
    }
}
