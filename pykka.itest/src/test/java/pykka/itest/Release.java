package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import pykka.childjvm.ChildJvm;

/**
 * A release, made of a copy of these sources by the command of CONTRIBUTING.md and signed with a key that is thrown away.
 * It is made once for all tests, and another one, for comparison, if a test wants it.
 */
final class Release {
    static final String VERSION = "1.0.0";
    /** Whether the releases of an earlier run are tested, whose key is gone. */
    static final boolean MADE = Boolean.getBoolean("pykka.release.made");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOLDER = Path.of("target", "release").toAbsolutePath();
    private static Release first;
    private static Release second;
    private static Path keys;

    /** Where the sources are. */
    final Path sources;
    /** What was deployed: a Maven repository. */
    final Path repository;

    private Release(Path sources) throws Exception {
        this.sources = sources;
        repository = sources.resolve("target").resolve("release");
        if (!MADE) {
            make();
        }
    }

    private void make() throws Exception {
        copySources();
        List<String> command = new ArrayList<>(command());
        command.set(0, System.getProperty("pykka.maven"));
        command.add("-Dmaven.repo.local=" + System.getProperty("pykka.maven.repository"));
        run(sources, Map.of("GNUPGHOME", keys().toString()), command);
    }

    static synchronized Release first() throws Exception {
        first = first == null ? new Release(FOLDER.resolve("a")) : first;
        return first;
    }

    /** At a path of another length. */
    static synchronized Release second() throws Exception {
        second = second == null ? new Release(FOLDER.resolve("another-folder")) : second;
        return second;
    }

    /** The command that makes a release: it stands once, for people. */
    private static List<String> command() throws IOException {
        String start = "mvn -B -Prelease ";
        List<String> lines = Files.readAllLines(ROOT.resolve("CONTRIBUTING.md")).stream().map(String::strip)
                .filter(line -> line.startsWith(start)).toList();
        assertEquals(1, lines.size(), lines::toString);
        return List.of(lines.get(0).split(" "));
    }

    /** A key without a passphrase, and the folder of GnuPG that holds it alone. Both go when the JVM ends. */
    static synchronized Path keys() throws Exception {
        if (keys == null) {
            Path folder = Files.createTempDirectory("pykka"); // not in target: the path of a socket must be short
            Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(folder)));
            run(folder, Map.of("GNUPGHOME", folder.toString()), List.of("gpg", "--batch", "--pinentry-mode", "loopback",
                    "--passphrase", "", "--quick-generate-key", "A key that is thrown away", "default", "default", "1d"));
            keys = folder;
        }
        return keys;
    }

    private static void forget(Path folder) {
        try {
            run(folder, Map.of("GNUPGHOME", folder.toString()), List.of("gpgconf", "--kill", "all")); // what GnuPG has started
            delete(folder);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void copySources() throws IOException {
        delete(sources);
        String now = Pom.sources().get(0).value("version");
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (Set.of(".git", "target").contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(sources.resolve(ROOT.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = Files.copy(file, sources.resolve(ROOT.relativize(file)));
                if (copy.endsWith("pom.xml")) {
                    Files.writeString(copy, Files.readString(copy).replace(now, VERSION));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** All files that were deployed, but what a repository knows of its contents: Central has its own. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(repository)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("maven-metadata.xml"))
                    .map(repository::relativize).sorted().toList();
        }
    }

    /** A file of one of our artifacts. The end is that of its name, from the version on. */
    Path file(String artifact, String end) {
        return repository.resolve(group().replace('.', '/')).resolve(artifact).resolve(VERSION)
                .resolve(artifact + "-" + VERSION + end);
    }

    static String group() {
        return Pom.sources().get(0).value("groupId");
    }

    /** What a program printed, which must end well. */
    static String run(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        ChildJvm program = ChildJvm.program(command.get(0)).with(command.subList(1, command.size())).in(folder)
                .environment("JAVA_HOME", System.getProperty("java.home")).within(Duration.ofMinutes(30));
        environment.forEach(program::environment);
        return program.run().expect(0).text();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
