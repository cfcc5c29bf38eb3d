package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.spi.ActorThreads;
import pykka.testkit.StopActors;

/** What the thread of an actor is like, and that it has nothing of the thread that started it. */
@ParameterizedClass
@MethodSource("runtimes")
@ExtendWith(StopActors.class)
class ActorThreadTest {
    private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

    private final String runtime;
    private ActorRef<?> ref;

    ActorThreadTest(String runtime) {
        this.runtime = runtime;
    }

    static Stream<String> runtimes() {
        return ActorThreads.virtualAvailable() ? Stream.of("threading", "virtual") : Stream.of("threading");
    }

    /** Answers what a supplier finds on its thread. */
    public static class Looking extends Actor {
        final List<ClassLoader> inHooks = new CopyOnWriteArrayList<>();

        /** For class loaders of their own, too. */
        public Looking() {}

        @Override
        protected void onStart() {
            inHooks.add(Thread.currentThread().getContextClassLoader());
        }

        @Override
        protected Object onReceive(Object message) {
            return ((Supplier<?>) message).get();
        }

        @Override
        protected void onStop() {
            inHooks.add(Thread.currentThread().getContextClassLoader());
        }
    }

    /** Code of somebody else, on the stack of a start. */
    public static class Caller implements Consumer<Runnable> {
        /** For class loaders of their own. */
        public Caller() {}

        @Override
        public void accept(Runnable action) {
            action.run();
        }
    }

    /** Defines this test and its nested classes itself; makes one of them. */
    private static final class Own extends URLClassLoader {
        private final Class<?> own;

        Own(Class<?> own) {
            super(new URL[] {own.getProtectionDomain().getCodeSource().getLocation()}, own.getClassLoader());
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith(ActorThreadTest.class.getName()) && findLoadedClass(name) == null
                    ? findClass(name) : super.loadClass(name, resolve);
        }

        Object make() throws ReflectiveOperationException {
            return loadClass(own.getName()).getConstructor().newInstance();
        }
    }

    @AfterEach
    void stop() {
        if (ref != null) {
            ref.stop();
        }
    }

    private <A extends Actor> ActorRef<A> start(Supplier<A> factory, boolean daemon) {
        ActorRef<A> started = Actor.start(factory::get, ActorOptions.defaults().runtime(runtime).daemon(daemon));
        ref = started;
        return started;
    }

    private Object found(Supplier<?> supplier) {
        return (ref == null ? start(Looking::new, false) : ref).ask(supplier);
    }

    @Test
    void itsNameIsTheClassAndANumber() {
        assertTrue(((String) found(() -> Thread.currentThread().getName())).matches("Looking-\\d+"));
    }

    @Test
    void itIsVirtualOrNot() {
        assertEquals(runtime.equals("virtual"), found(() -> ActorThreads.isVirtual(Thread.currentThread())));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsADaemonIfTheOptionsSaySo(boolean daemon) {
        start(Looking::new, daemon);
        assertEquals(daemon || runtime.equals("virtual"), found(() -> Thread.currentThread().isDaemon()));
    }

    @Test
    void itIsInNoGroupOfTheStarter() throws Exception {
        ThreadGroup group = new ThreadGroup("the starter's");
        Thread starter = new Thread(group, () -> start(Looking::new, false));
        starter.start();
        starter.join();
        ThreadGroup found = (ThreadGroup) found(() -> Thread.currentThread().getThreadGroup());
        assertNotSame(group, found);
        if (runtime.equals("threading")) {
            assertNull(found.getParent());
        }
    }

    @Test
    void itInheritsNoThreadLocals() {
        INHERITABLE.set("the starter's");
        try {
            start(Looking::new, false);
        } finally {
            INHERITABLE.remove();
        }
        assertNull(found(INHERITABLE::get));
    }

    @Test
    void itsContextClassLoaderIsThatOfTheActorInAllHooks() throws Exception {
        Thread starter = Thread.currentThread();
        ClassLoader before = starter.getContextClassLoader();
        try (Own foreign = new Own(Caller.class); Own actors = new Own(Looking.class)) {
            Actor own = (Actor) actors.make();
            assertSame(actors, own.getClass().getClassLoader());
            starter.setContextClassLoader(foreign);
            start(() -> own, false);
            assertSame(foreign, starter.getContextClassLoader());
            assertSame(actors, found(() -> Thread.currentThread().getContextClassLoader()));
            ref.stop();

            starter.setContextClassLoader(null);
            Looking ours = new Looking();
            start(() -> ours, false).stop();
            ClassLoader loader = Looking.class.getClassLoader();
            assertEquals(List.of(loader, loader), ours.inHooks);
        } finally {
            starter.setContextClassLoader(before);
        }
    }

    /** Nor does the access control context that threads before JDK 24 inherit. */
    @Test
    @SuppressWarnings("unchecked")
    void theActorDoesNotKeepTheClassesOfThoseWhoStartedIt() throws Exception {
        Own loader = new Own(Caller.class);
        Consumer<Runnable> caller = (Consumer<Runnable>) loader.make();
        assertSame(loader, caller.getClass().getClassLoader());
        caller.accept(() -> start(Looking::new, false));
        found(() -> "it has begun");
        loader.close();
        WeakReference<ClassLoader> weak = new WeakReference<>(loader);
        caller = null;
        loader = null;
        ThreadingFutureTest.assertCollected(weak);
        assertTrue(ref.isAlive());
    }

    @Test
    void anEndedOneIsNotKept() {
        WeakReference<Thread> weak = new WeakReference<>((Thread) found(Thread::currentThread));
        ref.stop();
        ThreadingFutureTest.assertCollected(weak);
    }
}
