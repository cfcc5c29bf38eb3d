package pykka.tck.support;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import pykka.api.Actor;

/** A class loader with a copy of {@link CopiedActor}, of the same name. */
public final class CopyLoader extends ClassLoader {
    private CopyLoader() {
        super(CopyLoader.class.getClassLoader());
    }

    /** Makes an actor of a new copy, in a new loader. */
    public static Actor newActor() throws ReflectiveOperationException, IOException {
        byte[] bytes;
        try (InputStream in = CopiedActor.class.getResourceAsStream("CopiedActor.class")) {
            bytes = in.readAllBytes();
        }
        Class<?> copy = new CopyLoader().defineClass(CopiedActor.class.getName(), bytes, 0, bytes.length);
        Constructor<?> constructor = copy.getDeclaredConstructor();
        constructor.setAccessible(true); // of our own class
        return (Actor) constructor.newInstance();
    }
}
