package pykka.debug;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        boolean any = false;
        for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
            if (jvm.id().equals(Long.toString(ProcessHandle.current().pid()))) {
                continue;
            }
            String classes = tell ? actorClasses(jvm.id()) : "";
            if (classes != null) {
                out.println(jvm.id() + " " + jvm.displayName() + classes);
                any = true;
            }
        }
        if (!any) {
            out.println("No JVM with actors");
        }
    }

    /** The classes of actors that it has loaded; null if it has no actors, or does not answer. */
    private static @Nullable String actorClasses(String pid) throws IOException, InterruptedException {
        String hierarchy = jcmd(pid, "VM.class_hierarchy", "-s", "pykka.api.Actor");
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
                jvm.loadAgent(jar(), file.toString());
            } finally {
                jvm.detach();
            }
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.lines(file).forEach(out::println);
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
        String printed = Files.isExecutable(JCMD) ? jcmd(pid, "Thread.print", "-l") : null;
        if (printed == null) {
            throw new IllegalStateException("Nothing, by " + JCMD);
        }
        out.print(printed);
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

    /** What it prints; null if it fails, or takes too long. */
    private static @Nullable String jcmd(String pid, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JCMD.toString(), pid));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("pykka", null);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            return process.exitValue() == 0 ? Files.readString(output, StandardCharsets.UTF_8) : null;
        } finally {
            Files.delete(output);
        }
    }
}
