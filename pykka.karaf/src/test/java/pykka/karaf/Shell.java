package pykka.karaf;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.Function;
import org.apache.karaf.shell.api.action.lifecycle.Manager;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.CommandsCompleter;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.impl.console.parsing.CommandLineParser;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.ShellUtil;

/** Karaf's shell without Karaf: it knows the commands of this module alone. */
final class Shell implements AutoCloseable {
    private final ThreadIOImpl io = new ThreadIOImpl();
    private final SessionFactoryImpl factory = new SessionFactoryImpl(io) {
        /** As Karaf does it, beside its access control. */
        @Override
        protected Function wrap(Command command) {
            Function wrapped = super.wrap(command);
            return (commands, arguments) -> {
                arguments.replaceAll(argument -> argument instanceof Token ? argument.toString() : argument);
                return wrapped.execute(commands, arguments);
            };
        }
    };
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Session session;

    Shell(Object... services) {
        io.start();
        List.of(services).forEach(factory::register);
        Manager manager = new ManagerImpl(factory, factory);
        List.of(Actors.class, Deadlocks.class, Names.class, Nodes.class, Stop.class, Tell.class, Threads.class,
                ActorCompleter.class, ClassNameCompleter.class,
                UrnCompleter.class).forEach(manager::register);
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        session = factory.create(InputStream.nullInputStream(), print, print);
    }

    /** What a user sees who types that, without colours. */
    List<String> type(String line) {
        out.reset();
        try {
            session.execute(line);
        } catch (Exception e) {
            assertInstanceOf(CommandException.class, e); // Karaf would log anything else, with its stack
            ShellUtil.logException(session, e);
        }
        return out.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[\\d;]*m", "").lines()
                .map(String::stripTrailing).toList();
    }

    /** What a user is offered who types that and then the tab key; behind it in parentheses what is shown beside. */
    List<String> tab(String line) {
        List<Candidate> candidates = new ArrayList<>();
        new CommandsCompleter(factory, session)
                .completeCandidates(session, CommandLineParser.buildCommandLine(session, line, line.length()), candidates);
        return candidates.stream().map(each -> each.value() + (each.descr() == null ? "" : " (" + each.descr() + ")")).toList();
    }

    @Override
    public void close() {
        session.close();
        factory.stop();
        io.stop();
    }
}
