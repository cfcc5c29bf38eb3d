package pykka.api.internal.lifecycle;

import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What ServiceLoader finds on the class path, and in the module layers from this module's own upwards. */
final class Providers {
    /** So many errors end a search, in case a broken provider is not passed over. */
    private static final int MOST_ERRORS = 1_000;

    private Providers() {}

    /** Passes on each provider of a service. Reports what finding one, or the code that it is passed to, throws, and goes on. */
    static <S> void each(Class<S> service, Consumer<ServiceLoader.Provider<S>> found, BiConsumer<String, Throwable> failed) {
        Iterator<ServiceLoader.Provider<S>> providers =
                ServiceLoader.load(service, Providers.class.getClassLoader()).stream().iterator();
        for (int errors = 0; errors < MOST_ERRORS;) { // each step passes one provider, broken or not
            try {
                if (!providers.hasNext()) {
                    break;
                }
                found.accept(providers.next());
            } catch (Throwable e) { // ServiceConfigurationError, or LinkageError of a newer JDK's class file
                errors++;
                failed.accept(service.getName(), e);
            }
        }
    }
}
