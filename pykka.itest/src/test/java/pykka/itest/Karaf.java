package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;

/**
 * A stock Karaf, with a directory of its own for all that it writes, and without a network. Commands are typed by its ssh client.
 * There are two users, whose passwords are their names: karaf, who may do all, and viewer.
 */
final class Karaf implements AutoCloseable {
    /** What the build has made, as it would be in a local Maven repository. */
    static final Path REPOSITORY = Path.of(System.getProperty("pykka.repository"));

    private static final Path HOME = Path.of(System.getProperty("pykka.karaf"));
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration SLACK = LIMIT.multipliedBy(Integer.getInteger("pykka.tck.slack", 1));
    private static final String HOST = "127.0.0.1";

    private final Path base;
    private final int port;
    private final int http;
    private Child process;

    /** Prepares it. The repository takes the place of the user's local Maven repository. */
    Karaf(Path base, Path repository) throws IOException {
        this.base = base;
        Files.createDirectories(base.resolve("deploy"));
        Path etc = Files.createDirectory(base.resolve("etc"));
        try (Stream<Path> files = Files.walk(HOME.resolve("etc"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = etc.resolve(HOME.resolve("etc").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        List<Integer> ports = Ports.free(4);
        port = ports.get(0);
        http = ports.get(3);
        set("org.apache.karaf.shell.cfg", "sshHost=" + HOST, "sshPort=" + port);
        set("org.apache.karaf.management.cfg", "rmiRegistryPort=" + ports.get(1), "rmiServerPort=" + ports.get(2));
        set("users.properties", "karaf=karaf,admin,manager,viewer,systembundles,ssh", "viewer=viewer,viewer,ssh");
        Files.createFile(etc.resolve("org.ops4j.pax.web.cfg")); // of the feature http
        set("org.ops4j.pax.web.cfg", "org.osgi.service.http.port=" + http, "org.ops4j.pax.web.listening.addresses=" + HOST);
        Path settings = Files.writeString(base.resolve("settings.xml"), "<settings/>");
        set("org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.settings=" + settings,
                "org.ops4j.pax.url.mvn.localRepository=" + repository, "org.ops4j.pax.url.mvn.repositories=");
    }

    /** The symbolic name and the version of its system bundle. */
    static String framework() throws IOException {
        String felix = "org.apache.felix.framework";
        try (Stream<Path> versions = Files.list(HOME.resolve("system/org/apache/felix").resolve(felix))) {
            return felix + " " + versions.map(version -> version.getFileName().toString()).collect(Collectors.joining(", "));
        }
    }

    /** Adds lines to a file of its configuration. What is set last counts. */
    void set(String file, String... lines) throws IOException {
        Files.writeString(base.resolve("etc").resolve(file), "\n" + String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
    }

    private ChildJvm command(String script, String... arguments) {
        return ChildJvm.program(HOME.resolve("bin").resolve(script).toString()).with(arguments)
                .without("KARAF_.*|.*JAVA_.*OPT.*|CLASSPATH").environment("JAVA_HOME", System.getProperty("java.home"))
                .environment("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC") // short lives
                .environment("KARAF_BASE", base.toString())
                .environment("CHECK_ROOT_INSTANCE_RUNNING", "false") // two of them have one home
                .within(LIMIT);
    }

    /** Starts it, and waits until it has installed what a stock Karaf has. */
    void start() throws Exception {
        // as a daemon, so that the process is the JVM, and not a script that started it
        process = command("karaf", "daemon").start();
        long begin = System.nanoTime();
        while (!listens()) {
            assertTrue(process.isAlive() && System.nanoTime() - begin < SLACK.toNanos(), () -> "not up: " + process);
            LockSupport.parkNanos(100_000_000);
        }
        String service = "[org.apache.karaf.features.BootFinished]";
        List<String> found = type("karaf", "service:list org.apache.karaf.features.BootFinished", said -> said.contains(service));
        assertTrue(found.contains(service), found::toString);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private boolean listens() {
        try (Socket socket = new Socket(HOST, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What a user sees who types that: without colours, and without spaces at the ends of lines. */
    List<String> type(String user, String line) throws Exception {
        assertTrue(process.isAlive(), () -> "ended: " + process);
        Path typed = Files.writeString(base.resolve("typed"), line + "\n");
        return command("client", "-a", Integer.toString(port), "-h", HOST, "-u", user, "-p", user, "-b").input(typed).apart().run()
                .lines().stream().map(said -> said.replaceAll("\u001b\\[[\\d;]*m", "").stripTrailing()).toList();
    }

    /** Types that again and again until the user sees what is wanted, or is tired: then it is what was seen last. */
    List<String> type(String user, String line, Predicate<List<String>> wanted) throws Exception {
        long begin = System.nanoTime();
        List<String> said = type(user, line);
        while (!wanted.test(said) && System.nanoTime() - begin < SLACK.toNanos()) {
            LockSupport.parkNanos(100_000_000);
            said = type(user, line);
        }
        return said;
    }

    /** What the user karaf gets from there by HTTP, once there is something. */
    String get(String path) throws Exception {
        String user = Base64.getEncoder().encodeToString("karaf:karaf".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + http + path))
                .header("Authorization", "Basic " + user).timeout(LIMIT).build();
        long begin = System.nanoTime();
        while (true) {
            String missing;
            try {
                HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return response.body();
                }
                missing = response.toString();
            } catch (ConnectException e) {
                missing = e.toString();
            }
            assertTrue(System.nanoTime() - begin < LIMIT.toNanos(), missing);
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** Copies a file to below its directory, whole at once. */
    void put(String name, Path file) throws IOException {
        Path place = base.resolve(name);
        Files.createDirectories(place.getParent());
        Files.move(Files.copy(file, base.resolve("copy")), place, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        try (Child ending = process) {
            ending.destroy();
            ending.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
