package pykka.cluster.internal.codec;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A class loader that records which classes it is asked for. */
final class Asked extends ClassLoader {
    final Set<String> names = ConcurrentHashMap.newKeySet();

    Asked() {
        super(Asked.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        names.add(name);
        return super.loadClass(name, resolve);
    }
}
