package pykka.tck.timer;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.CopyLoader;
import pykka.tck.support.Garbage;
import pykka.tck.support.Scripted;

/** What timers keep: nothing of an actor that has ended, and nothing when they are cancelled. */
@Contract
@Tag("slow")
class TimerMemoryContract extends ContractTest {
    private static final Duration LATE = Duration.ofHours(1);
    private static final Duration BOUND = Duration.ofSeconds(20);

    TimerMemoryContract(String runtime) {
        super(runtime);
    }

    private record Kept(WeakReference<?> weak, Object... strong) {}

    /** An actor of a loader of its own that ends with timers of all kinds, and with what refers to it afterwards. */
    private Kept ended(boolean fails) throws Exception {
        ActorRef<Scripted> host = start(Scripted::new); // so that a timer of another actor is pending
        ActorTimer other = host.tellAfter(LATE, "other");
        ActorRef<?> ref = start(CopyLoader::newActor);
        Class<?> type = ref.actorClass();
        List<Object> kept = new ArrayList<>(List.of(host, other, ref));
        kept.add(ref.tellAfter(LATE, type));
        ref.run(a -> {
            Actor actor = (Actor) a;
            kept.add(actor.timers());
            kept.add(actor.timers().after(type, LATE, type));
            kept.add(actor.timers().atFixedRate(LATE, type));
            kept.add(actor.timers().withFixedDelay(LATE, type));
            kept.add(actor.timers().receiveTimeout(LATE, type));
        }).get();
        if (fails) {
            ref.defer(a -> {
                throw new IllegalStateException();
            });
            ref.whenStopped().get();
        } else {
            ref.stop();
        }
        return new Kept(new WeakReference<>(type.getClassLoader()), kept.toArray());
    }

    @Test
    void ruleC10TimersOfDeadActorsKeepNoLoader() throws Exception {
        log();
        List<Kept> all = new ArrayList<>();
        for (int i = 0; i < scaled(200); i++) {
            all.add(ended(i % 2 == 0));
        }
        Garbage.assertCollected(all.stream().map(Kept::weak).toList());
        for (Kept kept : all) {
            assertFalse(((ActorTimer) kept.strong[3]).isActive());
            ((ActorRef<?>) kept.strong[0]).stop();
        }
        Reference.reachabilityFence(all);
    }

    @Test
    void ruleC10AMillionTimersLeaveNothing() {
        ActorRef<Scripted> ref = start(Scripted::new);
        start(scaled(1_000_000), ref).cancel();
        long before = Garbage.usedMemory();
        start(scaled(1_000_000), ref).cancel();
        eventually("less than a million bytes are kept", BOUND, () -> Garbage.usedMemory() - before < 1_000_000);
        start(scaled(1_000_000), ref);
        ref.stop();
        eventually("less than a million bytes are kept", BOUND, () -> Garbage.usedMemory() - before < 1_000_000);
    }

    private record Started(List<ActorTimer> timers) {
        void cancel() {
            timers.forEach(ActorTimer::cancel);
        }
    }

    private static Started start(int count, ActorRef<?> ref) {
        List<ActorTimer> timers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            timers.add(ref.tellAfter(LATE.plusNanos(i * 7919L % count), i));
        }
        return new Started(timers);
    }
}
