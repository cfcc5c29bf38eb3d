package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Code of users: packages that were compiled with these tests, the same classes wherever they are put. */
final class Code {
    private final Path directory;

    private Code(Path directory) {
        this.directory = directory;
    }

    /** A directory with some packages. */
    static Path of(Path directory, String... packages) throws IOException {
        Path classes = classes();
        for (String name : packages) {
            Path from = classes.resolve(name.replace('.', '/'));
            Path to = Files.createDirectories(directory.resolve(name.replace('.', '/')));
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, to.resolve(file.getFileName().toString()));
                }
            }
        }
        return directory;
    }

    /** The same, as a module that opens nothing. The text is what stands between the braces. */
    static Path module(Path directory, String name, String text, Path... modulePath) throws IOException {
        return new Code(directory).compile(name, text, modulePath);
    }

    private Path compile(String name, String text, Path... modulePath) throws IOException {
        List<Path> path = new ArrayList<>(Jars.ALL);
        path.addAll(List.of(modulePath));
        StringWriter said = new StringWriter();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        assertTrue(javac.getTask(said, null, null,
                List.of("--release", "17", "-d", directory.toString(), "--module-path",
                        path.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator))),
                null, List.of(new Source("module " + name + " { " + text + " }"))).call(), said::toString);
        ModuleDescriptor module = ModuleFinder.of(directory).find(name).orElseThrow().descriptor();
        assertFalse(module.isOpen());
        assertEquals(java.util.Set.of(), module.opens());
        return directory;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///module-info.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static Path classes() {
        try {
            return Path.of(Code.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
