package user.keeper;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Uses the whole library, in a loader of its own, on this thread; that loader must go. */
public final class KeepsNothing {
    private KeepsNothing() {}

    public static void main(String[] args) throws Exception {
        System.out.println("loader: " + Gone.await(useLibrary(args)));
    }

    private static WeakReference<ClassLoader> useLibrary(String[] classPath) throws Exception {
        URL[] urls = new URL[classPath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(classPath[i]).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls)) {
            loader.loadClass("user.main.Main").getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {"open", "plain"});
            return new WeakReference<>(loader);
        }
    }
}
