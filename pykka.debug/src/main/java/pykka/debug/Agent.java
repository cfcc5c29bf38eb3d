package pykka.debug;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.ProtectionDomain;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tools into a JVM, also into one that runs already. As {@code -javaagent:pykka.debug.jar=signal:USR1,jmx} it opens
 * {@link Switches} as soon as the library is loaded. By {@code jcmd <pid> JVMTI.agent_load pykka.debug.jar} it logs
 * {@linkplain ThreadTracebacks tracebacks}; with the options of {@link Switches} it opens those. {@link Main} has another JVM
 * load it to write one dump.
 *
 * <p>The library is looked for among all classes of that JVM, for it may be in a module layer, or in a bundle; each copy of it
 * has its own actors, and gets its own copy of the tools.
 */
public final class Agent {
    /** Before the name of the file to which {@link Main} wants the dump. */
    static final String FILE = "file=";

    private static final String PACKAGE = "pykka.debug.";
    private static final String LIBRARY = "pykka.api.Actor";

    private Agent() {}

    /**
     * Called by the JVM before the application's main method.
     *
     * @param options for {@link Switches}; null for none
     * @param jvm tells when the library is loaded
     */
    public static void premain(@Nullable String options, Instrumentation jvm) {
        if (options == null || options.isBlank()) {
            return;
        }
        jvm.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(Module module, @Nullable ClassLoader loader, String name, Class<?> redefined,
                    ProtectionDomain domain, byte[] code) {
                if (LIBRARY.replace('.', '/').equals(name) && !(loader instanceof Beside)) {
                    // a thread of its own, because this one is about to define the class
                    Thread opener = new Thread(() -> open(loader, options), "pykka-agent");
                    opener.setDaemon(true);
                    opener.start();
                }
                return null;
            }
        });
    }

    private static void open(ClassLoader library, String options) {
        new Beside(library).call("Switches", "open", String.class, options);
    }

    /**
     * Called by the JVM when the agent is loaded into it.
     *
     * @param options null or empty to log tracebacks; otherwise for {@link Switches}
     * @param jvm knows all classes
     * @throws IOException if {@link Main} wants a dump in a file that cannot be written
     */
    public static void agentmain(@Nullable String options, Instrumentation jvm) throws IOException {
        // as a module of that JVM it need not have known of agents; as an Object, because a newer javac calls getClass() of the interface
        Agent.class.getModule().addReads(((Object) jvm).getClass().getModule());
        Set<ClassLoader> libraries = new LinkedHashSet<>();
        for (Class<?> type : jvm.getAllLoadedClasses()) {
            if (type.getName().equals(LIBRARY)) {
                libraries.add(type.getClassLoader());
            }
        }
        if (options != null && options.startsWith(FILE)) {
            write(Path.of(options.substring(FILE.length())), libraries);
        } else if (options == null || options.isBlank()) {
            libraries.forEach(library -> new Beside(library).call("ThreadTracebacks", "log", null, null));
        } else {
            libraries.forEach(library -> open(library, options));
        }
    }

    private static void write(Path file, Set<ClassLoader> libraries) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
            if (libraries.isEmpty()) {
                writer.write("No actors: Pykka is not loaded\n");
            }
            for (ClassLoader library : libraries) {
                String failure = new Beside(library).call("ThreadTracebacks", "write", Appendable.class, writer);
                if (failure != null) {
                    writer.append("No dump: ").append(failure).append('\n');
                }
            }
        }
    }

    /** Loads this package anew, with the library of another class loader. */
    private static final class Beside extends ClassLoader {
        Beside(ClassLoader library) {
            super(library);
        }

        /** Calls a static method, of one parameter or none. Returns why it failed, or null. */
        @Nullable String call(String type, String method, @Nullable Class<?> parameter, @Nullable Object argument) {
            try {
                Class<?> tool = loadClass(PACKAGE + type);
                if (parameter == null) {
                    tool.getMethod(method).invoke(null);
                } else {
                    tool.getMethod(method, parameter).invoke(null, argument);
                }
                return null;
            } catch (InvocationTargetException e) {
                return String.valueOf(e.getCause());
            } catch (ReflectiveOperationException | LinkageError e) {
                return e.toString();
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
