package pykka.api.internal.util;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FirstUseTest {
    /** Of those in a framework, and of records for tools, the first use is no sender's. */
    private static final Set<String> OTHERS =
            Set.of("internal.osgi.BundleLifecycle", "internal.osgi.CandidateBundles", "internal.osgi.ProvidingBundle",
                    "inspect.ActorInfo$State");

    @Test
    void allThatHasAStaticInitializerIsPrepared() throws Exception {
        Set<String> expected = new TreeSet<>(withStaticInitializer());
        expected.removeAll(OTHERS);
        Set<String> prepared = new HashSet<>(List.of(FirstUse.classes()));
        prepared.addAll(List.of(FirstUse.proxyClasses()));
        expected.removeAll(prepared);
        assertEquals(Set.of(), expected);
    }

    /** These can be made before anything has prepared the library. */
    @Test
    void aFutureHasNothingToInitialize() throws Exception {
        List<String> initialized = withStaticInitializer();
        assertEquals(List.of(), Stream.of("internal.mailbox.Envelope", "internal.promise.ListenerStack",
                "internal.promise.LocalPromise", "Future")
                .filter(initialized::contains).toList());
    }

    /** A class file names the method if it has one. */
    private static List<String> withStaticInitializer() throws IOException, URISyntaxException {
        Path classes = Path.of(FirstUse.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class") && contains(file, "<clinit>"))
                    .map(file -> classes.relativize(file).toString().replace('/', '.').replaceAll("^pykka\\.api\\.|\\.class$", ""))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
