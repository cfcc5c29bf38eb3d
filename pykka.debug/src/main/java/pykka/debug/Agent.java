package pykka.debug;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What {@link Main} has another JVM load: writes one dump and leaves nothing behind but this class. The library is looked for
 * among all classes of that JVM, for it may be in a module layer, or in a bundle; each copy of it has its own actors.
 */
public final class Agent {
    private static final String PACKAGE = "pykka.debug.";

    private Agent() {}

    /**
     * Called by the JVM.
     *
     * @param file where to write the dump; must not exist
     * @param jvm knows all classes
     * @throws IOException if the file cannot be written
     */
    public static void agentmain(String file, Instrumentation jvm) throws IOException {
        Agent.class.getModule().addReads(jvm.getClass().getModule()); // as a module of that JVM it need not have known of agents
        Set<ClassLoader> libraries = new LinkedHashSet<>();
        for (Class<?> type : jvm.getAllLoadedClasses()) {
            if (type.getName().equals("pykka.api.Actor")) {
                libraries.add(type.getClassLoader());
            }
        }
        try (Writer writer = Files.newBufferedWriter(Path.of(file), StandardOpenOption.CREATE_NEW)) {
            if (libraries.isEmpty()) {
                writer.write("No actors: Pykka is not loaded\n");
            }
            for (ClassLoader library : libraries) {
                new Beside(library).dump(writer);
            }
        }
    }

    /** Loads this package anew, with the library of another class loader. */
    private static final class Beside extends ClassLoader {
        Beside(ClassLoader library) {
            super(library);
        }

        void dump(Appendable to) throws IOException {
            try {
                loadClass(PACKAGE + "ThreadTracebacks").getMethod("write", Appendable.class).invoke(null, to);
            } catch (InvocationTargetException e) {
                to.append("No dump: ").append(String.valueOf(e.getCause())).append('\n');
            } catch (ReflectiveOperationException | LinkageError e) {
                to.append("No dump: ").append(String.valueOf(e)).append('\n');
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = Agent.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
