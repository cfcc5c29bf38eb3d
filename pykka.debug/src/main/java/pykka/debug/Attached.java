package pykka.debug;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Other JVMs of this machine. Works with this jar alone, and not without the module jdk.attach. */
final class Attached {
    private static final Pattern SUBCLASS = Pattern.compile("(?m)^\\|  [| ]*\\|--(\\S+)/");
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", isWindows() ? "jcmd.exe" : "jcmd");

    private Attached() {}

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    static void list(PrintStream out) throws IOException, InterruptedException {
        boolean tell = Files.isExecutable(JCMD);
        if (!tell) {
            out.println("All JVMs: without " + JCMD + " it cannot be told which of them have actors");
        }
        Map<VirtualMachineDescriptor, Command> asked = new LinkedHashMap<>(); // all at once: it takes each some time
        try {
            for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
                if (!jvm.id().equals(Long.toString(ProcessHandle.current().pid()))) {
                    asked.put(jvm, tell ? new Command(jvm.id(), "VM.class_hierarchy", "-s", "pykka.api.Actor") : null);
                }
            }
            boolean any = false;
            for (Map.Entry<VirtualMachineDescriptor, Command> entry : asked.entrySet()) {
                String classes = entry.getValue() == null ? "" : actorClasses(entry.getValue());
                if (classes != null) {
                    out.println((entry.getKey().id() + " " + entry.getKey().displayName() + classes)
                            .replaceAll("\\p{Cntrl}", "?"));
                    any = true;
                }
            }
            if (!any) {
                out.println("No JVM with actors");
            }
        } finally {
            for (Command jcmd : asked.values()) {
                if (jcmd != null) {
                    jcmd.close();
                }
            }
        }
    }

    /** The classes of actors that it has loaded; null if it has no actors, or does not answer. */
    private static @Nullable String actorClasses(Command jcmd) throws IOException, InterruptedException {
        String hierarchy = jcmd.printed();
        if (hierarchy == null || !hierarchy.contains("pykka.api.Actor/")) {
            return null;
        }
        return SUBCLASS.matcher(hierarchy).results().map(match -> match.group(1)).distinct().collect(Collectors.joining(", ", ": ", ""));
    }

    static void dump(String pid, PrintStream out, PrintStream err) throws IOException, InterruptedException {
        String reason;
        Path directory = Files.createTempDirectory("pykka");
        Path file = directory.resolve("dump");
        try {
            VirtualMachine jvm = VirtualMachine.attach(pid);
            try {
                jvm.loadAgent(jar(), Agent.FILE + file);
            } finally {
                jvm.detach();
            }
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                out.print(Files.readString(file));
                return;
            }
            reason = "it wrote no dump";
        } catch (AttachNotSupportedException | IOException e) {
            throw new IllegalStateException("Cannot attach to " + pid + ": " + e.getMessage(), e);
        } catch (AgentLoadException | AgentInitializationException | IllegalStateException e) {
            reason = String.valueOf(e.getMessage());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
        err.println("No dump of the actors of " + pid + " (" + reason + "); what its JVM says of the threads:");
        if (!Files.isExecutable(JCMD)) {
            throw new IllegalStateException("Nothing: there is no " + JCMD);
        }
        try (Command jcmd = new Command(pid, "Thread.print", "-l")) {
            String printed = jcmd.printed();
            if (printed == null) {
                throw new IllegalStateException("Nothing");
            }
            out.print(printed);
        }
    }

    /** This jar, which is the agent, too. */
    private static String jar() {
        URL location = Attached.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            Path jar = location.getProtocol().equals("file") ? Path.of(location.toURI()) : null;
            if (jar == null || !Files.isRegularFile(jar)) {
                throw new IllegalStateException("pykka.debug is not run from its jar");
            }
            return jar.toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A command of the JDK for another JVM, which takes its time. */
    private static final class Command implements Closeable {
        private static final long LIMIT = TimeUnit.SECONDS.toNanos(30);

        private final Path output;
        private final Process process;
        private final long begin = System.nanoTime();

        Command(String pid, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(JCMD.toString(), pid));
            command.addAll(List.of(arguments));
            output = Files.createTempFile("pykka", null);
            boolean done = false;
            try {
                process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
                done = true;
            } finally {
                if (!done) {
                    Files.delete(output);
                }
            }
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // it has ended already
            }
        }

        /** Null if it fails, or takes too long. */
        @Nullable String printed() throws IOException, InterruptedException {
            boolean over = process.waitFor(LIMIT - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
            return over && process.exitValue() == 0 ? Files.readString(output) : null;
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
