package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorRuntime;
import pykka.testkit.StopActors;

@ExtendWith(StopActors.class)
class RuntimesTest {
    static class Idle extends Actor {}

    @Test
    void bothAreServicesWithTheirNamesAndPriorities() {
        RuntimesTest.class.getModule().addUses(ActorRuntime.class); // the module itself uses none
        List<String> found = ServiceLoader.load(Actor.class.getModule().getLayer(), ActorRuntime.class).stream()
                .map(ServiceLoader.Provider::get).map(runtime -> runtime.name() + " " + runtime.priority()).sorted().toList();
        assertEquals(List.of("threading 50", "virtual 10"), found);
    }

    @Test
    void threadingIsAlwaysAvailable() {
        assertEquals(Optional.empty(), new ThreadingRuntime().unavailableReason());
        ActorRef<Idle> ref = Actor.start(Idle::new);
        assertEquals("threading", Inspection.actor(ref).orElseThrow().runtime());
        ref.stop();
    }

    @Test
    void onlyThreadingHoldsTheJvmByItself() {
        assertTrue(new ThreadingRuntime().holdsJvm());
        assertFalse(new VirtualRuntime().holdsJvm());
    }

    @Test
    @EnabledForJreRange(maxVersion = 20)
    void faultG5VirtualBeforeJdk21SaysWhatItNeeds() {
        String reason = "needs JDK 21 or newer, this is " + Runtime.version().feature();
        assertEquals(Optional.of(reason), new VirtualRuntime().unavailableReason());
        ActorOptions virtual = ActorOptions.defaults().runtime("virtual");
        UnsupportedOperationException refused =
                assertThrows(UnsupportedOperationException.class, () -> Actor.start(Idle::new, virtual));
        assertTrue(refused.getMessage().contains("'virtual'") && refused.getMessage().contains(reason), refused::getMessage);
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    /** Nobody asked whether it is available. */
    @Test
    @EnabledForJreRange(maxVersion = 20)
    void faultG5VirtualGivenAsAnObjectFailsTheStart() {
        ActorOptions virtual = ActorOptions.defaults().runtime(new VirtualRuntime());
        assertThrows(UnsupportedOperationException.class, () -> Actor.start(Idle::new, virtual));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    @EnabledForJreRange(minVersion = 21)
    void virtualIsThereFromJdk21() {
        assertEquals(Optional.empty(), new VirtualRuntime().unavailableReason());
        ActorRef<Idle> ref = Actor.start(Idle::new, ActorOptions.defaults().runtime("virtual"));
        assertEquals("virtual", Inspection.actor(ref).orElseThrow().runtime());
        ref.stop();
    }
}
