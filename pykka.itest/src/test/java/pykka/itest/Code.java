package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.osgi.framework.Constants;

/** Code of users: packages that were compiled with these tests, the same classes wherever they are put. */
final class Code {
    private Code() {}

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

    /** Makes a module of such a directory, which opens nothing. The text is what stands between the braces. */
    static Path module(Path directory, String name, String text, Path... needs) throws IOException {
        List<Path> modulePath = new ArrayList<>(Jars.ALL);
        modulePath.addAll(List.of(needs));
        String path = modulePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        StringWriter said = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(said, null, null,
                List.of("--release", "17", "-d", directory.toString(), "--module-path", path), null,
                List.of(new Source("module " + name + " { " + text + " }"))).call();
        assertTrue(compiled, said::toString);
        ModuleDescriptor module = ModuleFinder.of(directory).find(name).orElseThrow().descriptor();
        assertFalse(module.isOpen());
        assertEquals(Set.of(), module.opens());
        return directory;
    }

    /** Makes a bundle of some packages. */
    static Path bundle(Path directory, String name, Map<String, String> headers, String... packages) throws IOException {
        Path classes = of(directory.resolve(name), packages);
        Manifest manifest = new Manifest();
        Attributes all = manifest.getMainAttributes();
        all.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        all.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        all.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.forEach(all::putValue);
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> inside = Files.walk(classes)) {
            for (Path each : inside.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
            }
        }
        return jar;
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
