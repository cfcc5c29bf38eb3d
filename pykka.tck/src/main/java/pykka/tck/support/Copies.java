package pykka.tck.support;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Traversable;

/** A loader with copies of some of the classes that stand here, as if they came from a bundle of their own. */
public final class Copies extends ClassLoader {
    private final List<Class<?>> types;

    public Copies(Class<?>... types) {
        super(Copies.class.getClassLoader());
        this.types = List.of(types);
    }

    public Class<?> copy(Class<?> type) {
        try {
            return loadClass(type.getName());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (types.stream().noneMatch(type -> type.getName().equals(name))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static class Kept extends Actor {
        public String name = "name";
        @Traversable public Part part = new Part();

        public String hello(Object to) {
            return "hello";
        }
    }

    public static class Part {
        public String name = "part";
    }

    public interface KeptProxy {
        Future<String> hello(Object to);

        Future<String> name();

        Future<Void> name(String value);

        void hello(String to);

        PartProxy part();

        Future<Boolean> stop();

        ActorRef<?> actorRef();

        default String own() {
            return "default";
        }
    }

    public interface PartProxy {
        Future<String> name();

        /** Not the actor's, for this is below it. */
        default ActorRef<?> actorRef() {
            return Actor.refOfProxy(this);
        }
    }

    /** Gives the rights of its class, which is copied. */
    public static class Rights {
        public static MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }
    }
}
