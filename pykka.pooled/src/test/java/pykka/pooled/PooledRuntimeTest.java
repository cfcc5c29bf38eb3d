package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorThreads;
import pykka.testkit.StopActors;

@ExtendWith(StopActors.class)
class PooledRuntimeTest {
    private final PooledRuntime byProperties = new PooledRuntime();

    @AfterEach
    void close() {
        System.clearProperty("pykka.pooled.threads");
        System.clearProperty("pykka.pooled.limit");
        System.clearProperty("pykka.pooled.virtual");
        byProperties.close();
    }

    @Test
    void itIsAServiceWithItsNameAndPriority() {
        PooledRuntimeTest.class.getModule().addUses(ActorRuntime.class); // the module itself uses none
        List<String> found = ServiceLoader.load(ActorRuntime.class, PooledRuntime.class.getClassLoader()).stream()
                .filter(provider -> provider.type() == PooledRuntime.class).map(ServiceLoader.Provider::get)
                .map(runtime -> runtime.name() + " " + runtime.priority()).toList();
        assertEquals(List.of("pooled 100"), found);
    }

    /** The tests have pykka.threading, too. */
    @Test
    void itIsTheDefault() {
        ActorRef<Tests.Code> ref = Actor.start(Tests.Code::new);
        assertEquals("pooled", Inspection.actor(ref).orElseThrow().runtime());
        ref.stop();
    }

    @Test
    void itIsAlwaysAvailableAndDoesNotHoldTheJvm() {
        assertEquals(Optional.empty(), new PooledRuntime().unavailableReason());
        assertFalse(new PooledRuntime().holdsJvm());
        ActorRef<Tests.Code> ref = Actor.start(Tests.Code::new, ActorOptions.defaults().runtime("pooled"));
        assertEquals("pooled", Inspection.actor(ref).orElseThrow().runtime());
        assertEquals(true, ref.ask(Tests.code(actor -> Thread.currentThread().isDaemon())));
        ref.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aNumberOfThreadsThatMeansNothingIsRefused(int threads) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new PooledRuntime(threads));
        assertEquals("threads is " + threads + ": it must be from 1 to 1000", refused.getMessage());
    }

    /** Which many handlers that meet each other prove. */
    private static int atATime(PooledRuntime runtime, int expected) throws InterruptedException {
        CountDownLatch together = new CountDownLatch(expected);
        List<ActorRef<Tests.Code>> refs = IntStream.range(0, expected + 1).mapToObj(i -> Tests.start(runtime)).toList();
        Set<Thread> running = ConcurrentHashMap.newKeySet();
        for (ActorRef<Tests.Code> ref : refs) {
            ref.defer(actor -> {
                running.add(Thread.currentThread());
                together.countDown();
                for (long begin = System.nanoTime(); System.nanoTime() - begin < 100_000_000;) {
                    Thread.onSpinWait(); // it works
                }
            });
        }
        Tests.await(together);
        int at = running.size();
        refs.forEach(ActorRef::stop);
        return at;
    }

    @Test
    void thePropertySaysHowManyActorsRunAtATime() throws InterruptedException {
        System.setProperty("pykka.pooled.threads", " 3 ");
        assertEquals(3, atATime(byProperties, 3));
    }

    @Test
    void withoutThePropertyAsManyRunAsThereAreCores() throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        System.setProperty("pykka.pooled.threads", "");
        assertEquals(cores, atATime(byProperties, cores));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "two", "2.5", "99999999999"})
    void aPropertyThatMeansNothingFailsTheStart(String value) {
        System.setProperty("pykka.pooled.threads", value);
        for (int i = 0; i < 2; i++) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Tests.start(byProperties));
            assertEquals("The property pykka.pooled.threads is '" + value + "': it must be a number from 1 to 1000",
                    refused.getMessage());
        }
        assertEquals(List.of(), ActorRegistry.getAll());
        System.setProperty("pykka.pooled.threads", "1");
        Tests.start(byProperties).stop(); // read again
    }

    @Test
    void aLimitBelowTheNumberOfThreadsIsRefused() {
        System.setProperty("pykka.pooled.limit", "2");
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> new PooledRuntime(3));
        assertTrue(refused.getMessage().contains("pykka.pooled.limit") && refused.getMessage().contains("from 3 to 4000"));
    }

    /** Whether an actor that has waited runs on a virtual thread. */
    private static boolean usesVirtualThreads(PooledRuntime runtime) {
        ActorRef<Tests.Code> ref = Tests.start(runtime);
        ActorRef<Tests.Code> asked = Tests.start(runtime);
        ref.ask(Tests.code(self -> asked.ask(Tests.onceThisThreadWaits())));
        boolean virtual = (boolean) ref.ask(Tests.code(self -> ActorThreads.isVirtual(Thread.currentThread())));
        ref.stop();
        asked.stop();
        return virtual;
    }

    @Test
    void actorsThatWaitUseVirtualThreadsFromJdk24OnUnlessTheNumberOfThreadsIsGiven() {
        assertEquals(Runtime.version().feature() >= 24, usesVirtualThreads(byProperties));
        PooledRuntime given = new PooledRuntime(2);
        assertFalse(usesVirtualThreads(given));
        given.close();
        System.setProperty("pykka.pooled.threads", "2");
        PooledRuntime byProperty = new PooledRuntime();
        assertFalse(usesVirtualThreads(byProperty));
        byProperty.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPropertySaysWhetherActorsThatWaitUseVirtualThreads(boolean value) {
        System.setProperty("pykka.pooled.virtual", "" + value);
        assertEquals(value && ActorThreads.virtualAvailable(), usesVirtualThreads(byProperties));
    }

    @Test
    void aPropertyOfVirtualThreadsThatMeansNothingFailsTheStart() {
        System.setProperty("pykka.pooled.virtual", "maybe");
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Tests.start(byProperties));
        assertEquals("The property pykka.pooled.virtual is 'maybe': it must be true or false", refused.getMessage());
    }

    @Test
    void oneThatWasNeverUsedCanBeClosed() {
        PooledRuntime unused = new PooledRuntime();
        unused.close();
        unused.close();
        assertThrows(IllegalStateException.class, () -> Tests.start(unused));
    }
}
