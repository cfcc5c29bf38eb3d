package pykka.cluster.internal.codec;

import pykka.cluster.ClusterException;
import pykka.cluster.internal.text.ForeignText;

/** Finds classes by name, those on the list alone, and initializes none. Never asks the context class loader. */
final class Classes {
    private final AllowList allowed;
    private final ClassLoader loader;

    Classes(AllowList allowed, ClassLoader loader) {
        this.allowed = allowed;
        this.loader = loader;
    }

    Class<?> find(String name) {
        if (!allowed.allows(name)) {
            throw Refusals.toRead(name);
        }
        boolean own = name.startsWith("pykka.api.") || name.startsWith("pykka.cluster.")
                || name.startsWith("[Lpykka.api.") || name.startsWith("[Lpykka.cluster.");
        try {
            return Class.forName(name, false, own ? Classes.class.getClassLoader() : loader);
        } catch (ClassNotFoundException e) {
            throw new ClusterException(ForeignText.clean(name) + " is not known to the node that was to read it, to the loader "
                    + ForeignText.clean(String.valueOf(loader)));
        } catch (LinkageError e) {
            throw new ClusterException(ForeignText.clean(name) + " cannot be loaded by the node that was to read it: " + ForeignText.of(e),
                    ForeignText.copy(e));
        }
    }
}
