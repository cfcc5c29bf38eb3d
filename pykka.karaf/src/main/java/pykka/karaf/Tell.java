package pykka.karaf;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;

@Service
@Command(scope = "pykka", name = "tell", description = "Tells an actor a text, and does not wait for what it does with it.")
public final class Tell implements Action {
    @Argument(name = "urn", description = "URN of the actor", required = true)
    @Completion(UrnCompleter.class)
    private String urn;

    @Argument(index = 1, name = "text", description = "The message: a java.lang.String", required = true)
    private String text;

    @Override
    public Object execute() throws CommandException {
        ActorRef<?> actor = ActorRegistry.getByUrn(urn)
                .orElseThrow(() -> new CommandException("There is no actor '" + urn + "'"));
        try {
            actor.tell(text);
        } catch (ActorDeadException | ActorInboxFullException e) {
            throw new CommandException(e.getMessage(), e);
        }
        return null;
    }
}
