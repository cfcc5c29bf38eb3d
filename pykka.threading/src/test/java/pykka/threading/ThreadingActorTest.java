package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;
import pykka.threading.jvm.DaemonRuntime;

/** The class that asks for the runtime {@code threading}. Numbers in brackets: the original's tests. */
@ExtendWith(StopActors.class)
class ThreadingActorTest {
    private ActorRef<?> ref;

    static class Regular extends ThreadingActor {
        @Override
        protected Object onReceive(Object message) {
            return Thread.currentThread();
        }
    }

    static class Background extends Regular {
        @Override
        protected boolean useDaemonThread() {
            return true;
        }
    }

    @AfterEach
    void stop() {
        ref.stop();
    }

    private Thread thread(ActorRef<?> started) {
        ref = started;
        return (Thread) started.ask("thread?");
    }

    /** [96] */
    @Test
    void itsThreadIsNamedAfterTheClass() {
        assertTrue(thread(Actor.start(Regular::new)).getName().matches("Regular-\\d+"));
    }

    /** [97] */
    @Test
    void itsThreadIsNoDaemonByDefault() {
        thread(Actor.start(Regular::new));
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Regular-")).toList();
        assertEquals(1, threads.size());
        assertFalse(threads.get(0).isDaemon());
    }

    /** [98] */
    @Test
    void itsThreadIsADaemonIfTheClassSaysSo() {
        assertTrue(thread(Actor.start(Background::new)).isDaemon());
    }

    @Test
    void daemonGivenToStartOverridesTheClass() {
        assertFalse(thread(Actor.start(Background::new, ActorOptions.defaults().daemon(false))).isDaemon());
    }

    @Test
    void itAsksForThreadingWhateverTheDefaultIs() {
        System.setProperty("pykka.runtime", "there is none of this name");
        try {
            thread(Actor.start(Regular::new));
        } finally {
            System.clearProperty("pykka.runtime");
        }
        assertEquals("threading", Inspection.actor(ref).orElseThrow().runtime());
    }

    @Test
    void aRuntimeGivenToStartOverridesTheClass() {
        thread(Actor.start(Regular::new, ActorOptions.defaults().runtime(new DaemonRuntime())));
        assertEquals("daemons", Inspection.actor(ref).orElseThrow().runtime());
    }

    @Test
    void eachActorHasAThreadOfItsOwn() {
        Thread first = thread(Actor.start(Regular::new));
        ActorRef<?> other = Actor.start(Regular::new);
        assertNotSame(first, other.ask("thread?"));
        assertNotEquals(first.getName(), ((Thread) other.ask("thread?")).getName());
        other.stop();
    }
}
