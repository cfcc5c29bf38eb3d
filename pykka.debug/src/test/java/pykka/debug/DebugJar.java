package pykka.debug;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** This module as a jar, with the manifest of the build. */
final class DebugJar {
    private DebugJar() {}

    static Path in(Path directory) throws IOException {
        Path jar = directory.resolve("pykka.debug.jar");
        Manifest manifest;
        try (InputStream in = Files.newInputStream(Jvm.DEBUG.resolve("META-INF/MANIFEST.MF"))) {
            manifest = new Manifest(in);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(out, manifest); Stream<Path> files = Files.walk(Jvm.DEBUG)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                to.putNextEntry(new JarEntry(Jvm.DEBUG.relativize(file).toString()));
                Files.copy(file, to);
            }
        }
        return jar;
    }
}
