package pykka.threading.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A bundle as it was built: a directory, or a jar. */
record Bundle(Path root, Attributes manifest, ModuleDescriptor module) {
    /** What follows a name in a header: its attributes, and its directives with a colon behind the name. */
    record Clause(String name, Map<String, String> parameters) {
        String get(String parameter) {
            return parameters.get(parameter);
        }

        boolean isOptional() {
            return "optional".equals(get("resolution:"));
        }
    }

    static Bundle of(Class<?> member) {
        try {
            Path home = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path root = Files.isDirectory(home) ? home : FileSystems.newFileSystem(home).getPath("/");
            try (InputStream manifest = Files.newInputStream(root.resolve("META-INF/MANIFEST.MF"));
                    InputStream module = Files.newInputStream(root.resolve("module-info.class"))) {
                return new Bundle(root, new Manifest(manifest).getMainAttributes(), ModuleDescriptor.read(module));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return manifest.getValue("Bundle-SymbolicName");
    }

    /** The clauses of a header; none if it is not there. */
    List<Clause> clauses(String header) {
        String value = manifest.getValue(header);
        List<Clause> clauses = new ArrayList<>();
        for (String clause : value == null ? List.<String>of() : split(value, ',')) {
            List<String> parts = split(clause, ';');
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String part : parts.subList(1, parts.size())) {
                int equals = part.indexOf('=');
                parameters.put(part.substring(0, equals), part.substring(equals + 1).replace("\"", ""));
            }
            clauses.add(new Clause(parts.get(0), parameters));
        }
        return clauses;
    }

    /** Splits where no quotation is. */
    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (text.charAt(i) == at && !quoted) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }

    /** The names of the classes of a package. */
    List<String> classes(String packageName) {
        try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".class"))
                    .map(file -> packageName + "." + file.substring(0, file.length() - 6)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
