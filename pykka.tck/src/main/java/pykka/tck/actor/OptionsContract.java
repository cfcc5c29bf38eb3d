package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** What options say, and whose count. */
@Contract
class OptionsContract extends Conformance {
    OptionsContract(String runtime) {
        super(runtime);
    }

    /** A runtime that notes with which options it is to start an actor, and then cannot. */
    private static final class Refusing implements ActorRuntime {
        static final RuntimeException NO = new UnsupportedOperationException("no");

        final List<ActorOptions> asked = new ArrayList<>();

        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public void start(ActorTask task) {
            asked.add(task.options());
            assertEquals(task.options().daemon(), task.daemon());
            throw NO;
        }

        @Override
        public void wake(ActorTask task) {}
    }

    private static final class Configured extends Echo {
        private final ActorOptions own;

        Configured(ActorOptions own) {
            this.own = own;
        }

        @Override
        protected ActorOptions options() {
            return own;
        }
    }

    /** The options that an actor is started with. */
    private static ActorOptions effective(ActorOptions ofTheClass, ActorOptions given) {
        Refusing refusing = new Refusing();
        assertThrows(UnsupportedOperationException.class,
                () -> Actor.start(() -> new Configured(ofTheClass), given.runtime(refusing)));
        return refusing.asked.get(0);
    }

    @Test
    void optionsLeaveEverythingOpenByDefault() {
        ActorOptions options = ActorOptions.defaults();
        assertSame(options, ActorOptions.defaults());
        assertEquals(Integer.MAX_VALUE, options.inboxCapacity());
        assertEquals(WhenFull.BLOCK, options.whenFull());
        assertFalse(options.daemon());
        assertEquals(Optional.empty(), options.runtimeName());
    }

    @Test
    void optionsAreImmutable() {
        ActorOptions options = ActorOptions.defaults().inboxCapacity(5).whenFull(WhenFull.REFUSE).daemon(true).runtime("a");
        options.inboxCapacity(6).whenFull(WhenFull.BLOCK).daemon(false).runtime("b");
        assertEquals(5, options.inboxCapacity());
        assertEquals(WhenFull.REFUSE, options.whenFull());
        assertTrue(options.daemon());
        assertEquals(Optional.of("a"), options.runtimeName());
        assertEquals(Integer.MAX_VALUE, ActorOptions.defaults().inboxCapacity());
    }

    @Test
    void optionsAreEqualIfTheSameIsSet() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        List<ActorOptions> all = List.of(ActorOptions.defaults(), ActorOptions.defaults().daemon(true),
                ActorOptions.defaults().daemon(false), ActorOptions.defaults().inboxCapacity(5),
                ActorOptions.defaults().whenFull(WhenFull.REFUSE), ActorOptions.defaults().withdrawTimedOut(true),
                ActorOptions.defaults().runtime("a"), ActorOptions.defaults().lookup(lookup),
                ActorOptions.defaults().owner(OptionsContract.class));
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < all.size(); j++) {
                assertEquals(i == j, all.get(i).equals(all.get(j)), all.get(i) + " and " + all.get(j));
            }
        }
        ActorOptions one = ActorOptions.defaults().lookup(lookup).daemon(true).inboxCapacity(5);
        ActorOptions other = ActorOptions.defaults().inboxCapacity(5).lookup(lookup).daemon(true);
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
    }

    @Test
    void optionsShowWhatIsSet() {
        assertEquals("ActorOptions[]", ActorOptions.defaults().toString());
        assertEquals("ActorOptions[runtime=a, inboxCapacity=5, whenFull=REFUSE, daemon=true, withdrawTimedOut=false, lookup="
                        + getClass().getName() + ", owner=java.lang.String]",
                ActorOptions.defaults().runtime("a").inboxCapacity(5).whenFull(WhenFull.REFUSE).daemon(true)
                        .withdrawTimedOut(false).lookup(MethodHandles.lookup()).owner(String.class).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void capacityMustBeAtLeastOne(int capacity) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> ActorOptions.defaults().inboxCapacity(capacity));
        assertTrue(e.getMessage().contains("inboxCapacity is " + capacity), e.getMessage());
    }

    @Test
    void nullIsRefused() {
        ActorOptions options = ActorOptions.defaults();
        assertThrows(NullPointerException.class, () -> options.runtime((String) null));
        assertThrows(NullPointerException.class, () -> options.runtime((ActorRuntime) null));
        assertThrows(NullPointerException.class, () -> options.whenFull(null));
        assertThrows(NullPointerException.class, () -> options.lookup(null));
        assertThrows(NullPointerException.class, () -> options.owner(null));
    }

    @Test
    void optionsGivenToStartOverrideThoseOfTheClass() {
        ActorOptions ofTheClass = ActorOptions.defaults()
                .runtime("no such runtime").inboxCapacity(1).whenFull(WhenFull.REFUSE).daemon(true);
        ActorOptions effective = effective(ofTheClass,
                ActorOptions.defaults().inboxCapacity(7).whenFull(WhenFull.BLOCK).daemon(false));
        assertEquals(7, effective.inboxCapacity());
        assertEquals(WhenFull.BLOCK, effective.whenFull());
        assertFalse(effective.daemon());
    }

    @Test
    void fieldsLeftOpenAtTheStartAreThoseOfTheClass() {
        ActorOptions ofTheClass = ActorOptions.defaults().inboxCapacity(3).whenFull(WhenFull.REFUSE).daemon(true);
        ActorOptions effective = effective(ofTheClass, ActorOptions.defaults().lookup(MethodHandles.lookup()));
        assertEquals(3, effective.inboxCapacity());
        assertEquals(WhenFull.REFUSE, effective.whenFull());
        assertTrue(effective.daemon());
        assertEquals(4, effective(ofTheClass, ActorOptions.defaults().inboxCapacity(4)).inboxCapacity());
        assertEquals(WhenFull.REFUSE, effective(ofTheClass, ActorOptions.defaults().inboxCapacity(4)).whenFull());
    }

    @Test
    void runtimeOfTheClassIsUsedWhereTheStartLeavesItOpen() {
        Refusing refusing = new Refusing();
        assertSame(Refusing.NO, assertThrows(UnsupportedOperationException.class,
                () -> Actor.start(() -> new Configured(ActorOptions.defaults().runtime(refusing)))));
        assertEquals(1, refusing.asked.size());
    }

    @Test
    void optionsOfTheClassAreReadOnceAfterTheConstructorInTheThreadOfTheStarter() {
        List<Object> seen = new CopyOnWriteArrayList<>();
        ActorRef<Echo> ref = start(() -> new Echo() {
            private final String set = "constructed";

            @Override
            protected ActorOptions options() {
                seen.add(set.isEmpty() ? "too early" : Thread.currentThread());
                return super.options();
            }
        });
        ref.ask("x", LONG);
        ref.stop();
        assertEquals(List.of(Thread.currentThread()), seen);
    }

    @Test
    void whatTheRuntimeThrowsAtTheStartReachesTheStarterAndNothingStaysBehind() {
        List<Future<Object>> asked = new ArrayList<>();
        List<ActorRef<?>> refs = new ArrayList<>();
        assertSame(Refusing.NO, assertThrows(UnsupportedOperationException.class, () -> Actor.start(() -> {
            Echo actor = new Echo();
            refs.add(actor.actorRef());
            asked.add(actor.actorRef().askAsync("early"));
            return actor;
        }, ActorOptions.defaults().runtime(new Refusing()))));
        assertThrows(ActorDeadException.class, () -> asked.get(0).get(LONG));
        assertFalse(refs.get(0).isAlive());
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void capacityOfTheClassAndRefusalOfTheStartWorkTogether() {
        ActorRef<Echo> ref = start(() -> new Configured(ActorOptions.defaults().inboxCapacity(1)),
                ActorOptions.defaults().whenFull(WhenFull.REFUSE));
        Busy busy = new Busy(ref);
        ref.tell("taken");
        assertThrows(ActorInboxFullException.class, () -> ref.tell("refused"));
        assertThrows(ActorInboxFullException.class, () -> ref.askAsync("refused").get(LONG));
        busy.goOn();
    }

    @Test
    void whatWasSentBeforeTheStartIsTakenWhateverTheCapacity() {
        List<Object> notes = new CopyOnWriteArrayList<>();
        ActorRef<Noting> ref = start(() -> {
            Noting actor = new Noting(notes);
            for (int i = 0; i < 5; i++) {
                actor.actorRef().tell(i);
            }
            return actor;
        }, ActorOptions.defaults().inboxCapacity(1).whenFull(WhenFull.REFUSE));
        eventually("all five", () -> notes.equals(List.of("onStart", 0, 1, 2, 3, 4)));
        assertEquals("x", ref.ask("x", LONG));
    }

    @Test
    void requestToStopThatWasSentBeforeTheStartTakesNoPlace() {
        log(); // the told message is dropped
        CountDownLatch started = new CountDownLatch(1);
        ActorRef<Echo> ref = start(() -> new Echo() {
            {
                stop();
            }

            @Override
            protected void onStart() {
                await(started);
            }
        }, ActorOptions.defaults().inboxCapacity(1).whenFull(WhenFull.REFUSE));
        try {
            assertDoesNotThrow(() -> ref.tell("has a place"));
            assertThrows(ActorInboxFullException.class, () -> ref.tell("has none"));
        } finally {
            started.countDown();
        }
    }
}
