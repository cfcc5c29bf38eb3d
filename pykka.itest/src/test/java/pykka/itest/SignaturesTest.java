package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that others can use goes or changes unseen: it stands in src/test/api, and a change of it is a change of those. */
class SignaturesTest {
    private static final Path LISTS = Path.of("src", "test", "api");
    private static final boolean WRITE = Boolean.getBoolean("pykka.api.write");

    static List<Path> jars() {
        return List.of(Jars.API, Jars.THREADING, Jars.POOLED, Jars.DEBUG, Jars.OPENTELEMETRY, Jars.MICROMETER, Jars.CLUSTER,
                Jars.TESTKIT);
    }

    @ParameterizedTest
    @MethodSource("jars")
    void exportedPackagesAreAsTheirListSays(Path jar) throws Exception {
        URL[] urls = new URL[jars().size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars().get(i).toUri().toURL();
        }
        SortedSet<String> found;
        try (URLClassLoader loader = new URLClassLoader(urls, SignaturesTest.class.getClassLoader())) {
            found = Signatures.of(jar, loader);
        }
        Path list = LISTS.resolve(jar.getFileName().toString().replaceFirst("-\\d.*", ".txt"));
        if (WRITE) {
            Files.write(list, found);
        }
        List<String> listed = Files.readAllLines(list);
        assertFalse(listed.isEmpty());
        SortedSet<String> gone = new TreeSet<>(listed);
        gone.removeAll(found);
        found.removeAll(listed);
        assertEquals("", lines("- ", gone) + lines("+ ", found), "CONTRIBUTING.md says how to write the list anew");
    }

    private static String lines(String prefix, SortedSet<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(prefix).append(line).append('\n'));
        return text.toString();
    }
}
