package pykka.threading.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pykka.api.spi.ActorRuntime;

/** Makes entries of a class path that hold providers of runtimes. */
final class Providers {
    static final String SERVICE = "META-INF/services/" + ActorRuntime.class.getName();

    private final Path root;
    private int made;

    /** Makes them in a directory that the test deletes. */
    Providers(Path root) {
        this.root = root;
    }

    /** An entry with some classes of these tests, and no more. */
    Path classes(Class<?>... types) {
        Path entry = entry();
        for (Class<?> type : types) {
            String file = type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getResourceAsStream("/" + file)) {
                write(entry.resolve(file), in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return entry;
    }

    /** An entry that registers a provider whose class is there, too. */
    Path of(Class<?> provider) {
        Path entry = classes(provider);
        write(entry.resolve(SERVICE), provider.getName().getBytes());
        return entry;
    }

    /** An entry that registers something. */
    Path registration(byte[] content) {
        Path entry = entry();
        write(entry.resolve(SERVICE), content);
        return entry;
    }

    /** As of, but compiled by a JDK to come. */
    Path newer(Class<?> provider) throws IOException {
        Path entry = of(provider);
        Path file = entry.resolve(provider.getName().replace('.', '/') + ".class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = 99; // the lower byte of the major version
        Files.write(file, bytes);
        return entry;
    }

    Path entry() {
        return root.resolve("entry" + made++);
    }

    static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All orders of some things. */
    static <T> List<List<T>> permutations(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (T first : things) {
            List<T> rest = new ArrayList<>(things);
            rest.remove(first);
            for (List<T> permutation : permutations(rest)) {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(permutation);
                all.add(whole);
            }
        }
        return all;
    }
}
