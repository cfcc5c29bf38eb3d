package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;

/** Actors of two runtimes at once, while the choice changes. */
@ExtendWith(StopActors.class)
class SwapTest {
    private static final int EACH = 100;
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(10));

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    @AfterEach
    void forget() {
        System.clearProperty("pykka.runtime");
    }

    /** Asks its partner what it is asked, if it has one; else answers. */
    static class Partner extends Actor {
        ActorRef<Partner> partner;

        @Override
        protected Object onReceive(Object message) {
            return message.equals("direct") ? message : partner.ask("direct") + " by " + message;
        }
    }

    private static List<ActorRef<Partner>> start(ActorOptions options) {
        List<ActorRef<Partner>> refs = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            refs.add(Actor.start(Partner::new, options));
        }
        return refs;
    }

    private static Set<String> runtimes(List<ActorRef<Partner>> refs) {
        return refs.stream().map(ref -> Inspection.actor(ref).orElseThrow().runtime()).collect(Collectors.toSet());
    }

    private static void assertAllAskEachOther(List<ActorRef<Partner>> some, List<ActorRef<Partner>> others) {
        for (int i = 0; i < EACH; i++) {
            ActorRef<Partner> one = some.get(i);
            ActorRef<Partner> other = others.get(i);
            one.run(actor -> actor.partner = other).get();
            other.run(actor -> actor.partner = one).get();
            assertEquals("direct by " + i, one.ask(i, LONG));
            assertEquals("direct by " + i, other.ask(i, LONG));
        }
    }

    /** Those that actors have, by their names. */
    private Set<String> threads() {
        Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
        now.removeAll(before);
        return now.stream().map(Thread::getName).filter(name -> name.matches("Partner-\\d+|pykka-pooled-.*"))
                .collect(Collectors.toSet());
    }

    @Test
    void faultG7ThoseThatRunKeepTheirRuntimeWhenTheChoiceChanges() {
        System.setProperty("pykka.runtime", "threading");
        List<ActorRef<Partner>> old = start(ActorOptions.defaults());
        System.setProperty("pykka.runtime", "pooled");
        List<ActorRef<Partner>> young = start(ActorOptions.defaults());
        assertEquals(Set.of("threading"), runtimes(old));
        assertEquals(Set.of("pooled"), runtimes(young));
        assertAllAskEachOther(old, young);

        old.forEach(ActorRef::stop);
        Tests.eventually("the old threads have ended", () -> threads().stream().noneMatch(name -> name.startsWith("Partner-")));
        assertThrows(ActorDeadException.class, () -> young.get(0).ask("of its old partner", LONG));
        young.forEach(ref -> assertEquals("direct", ref.ask("direct", LONG)));
        young.forEach(ActorRef::stop);
        Tests.eventually("all threads have ended", () -> threads().isEmpty());
    }

    @Test
    void faultG7APoolThatIsReplacedIsClosedAfterItsLastActor() {
        PooledRuntime first = new PooledRuntime(2);
        PooledRuntime second = new PooledRuntime(2);
        List<ActorRef<Partner>> old = start(ActorOptions.defaults().runtime(first));
        List<ActorRef<Partner>> young = start(ActorOptions.defaults().runtime(second));
        assertAllAskEachOther(old, young);
        old.forEach(ActorRef::stop);
        first.close();
        Tests.eventually("one is left of the other pool, for its idle actors", () -> threads().size() == 1);
        young.forEach(ref -> assertEquals("direct", ref.ask("direct", LONG)));
        young.forEach(ActorRef::stop);
        second.close();
        Tests.eventually("all threads have ended", () -> threads().isEmpty());
    }
}
