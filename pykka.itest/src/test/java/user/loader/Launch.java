package user.loader;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a main class in a class loader of its own below this one: {@code <directory> <class> <arguments>}. */
public final class Launch {
    private Launch() {}

    public static void main(String[] args) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {Path.of(args[0]).toUri().toURL()})) {
            Class<?> main = loader.loadClass(args[1]);
            if (main.getClassLoader() != loader) {
                throw new IllegalStateException(args[1] + " is not in a loader of its own");
            }
            main.getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
        }
    }
}
