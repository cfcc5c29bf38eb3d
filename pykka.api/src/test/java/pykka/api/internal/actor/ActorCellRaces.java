package pykka.api.internal.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import pykka.api.ActorDeadException;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorTimeoutException;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.OpenPromise;
import pykka.api.internal.util.Deadline;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;

/** Whole actors: their ends, their places, their waits, their entry in the registry. */
public final class ActorCellRaces {
    private static final Duration LONG = Duration.ofSeconds(10);

    private ActorCellRaces() {}

    static final class Echo extends pykka.api.Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return message;
        }
    }

    /** Runs actors on the threads of those who wake them; the start is no wake. */
    static final class Inline implements ActorRuntime {
        @Override
        public String name() {
            return "inline";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public void start(ActorTask task) {}

        @Override
        public void wake(ActorTask task) {
            task.run(Integer.MAX_VALUE, Long.MAX_VALUE);
        }

        @Override
        public boolean holdsJvm() {
            return true;
        }
    }

    /** An actor that was made, and not started, as if a start made it. */
    public static ActorCell made() {
        Echo actor = new Echo(); // first, for its class installs the face
        ActorCell cell = ((LocalActorRef<?>) ActorHooks.ref(actor)).cell();
        cell.open();
        return cell;
    }

    /** An actor whose first turn is due. */
    static ActorCell started() {
        ActorCell cell = made();
        Startup.start(cell, cell.actor, new Inline(), ActorOptions.defaults(), Object.class);
        return cell;
    }

    /** With so many places. */
    static MailboxCapacity bound(int free) {
        MailboxCapacity bound = new MailboxCapacity();
        bound.limit(free, WhenFull.BLOCK);
        return bound;
    }

    /** An ask that races the end is answered. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "answered")
    @Outcome(expect = FORBIDDEN, desc = "open for ever")
    @State
    public static class EndAgainstAsk {
        private final ActorCell cell = started();
        private @Nullable LocalPromise<Object> reply;

        public EndAgainstAsk() {
            cell.stop();
        }

        @Actor
        public void actor() {
            cell.run(Integer.MAX_VALUE, Long.MAX_VALUE);
        }

        @Actor
        public void asker() {
            reply = cell.ask("message", null, false);
        }

        @Arbiter
        public void look(L_Result r) {
            r.r1 = reply.settled();
        }
    }

    /** A stop and a look for the end that race the end are answered. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "answered")
    @Outcome(expect = FORBIDDEN, desc = "open for ever")
    @State
    public static class EndAgainstStop {
        private final ActorCell cell = started();
        private final LocalPromise<Boolean> told = OpenPromise.create();
        private pykka.api.@Nullable Future<?> end;

        public EndAgainstStop() {
            cell.stop();
        }

        @Actor
        public void actor() {
            cell.run(Integer.MAX_VALUE, Long.MAX_VALUE);
        }

        @Actor
        public void stopper() {
            cell.stop(told, false, StopMark.ASKED);
            end = cell.whenStopped();
        }

        @Arbiter
        public void look(ZZ_Result r) {
            r.r1 = told.settled();
            r.r2 = end.isDone();
        }
    }

    /** Senders that run the actor themselves: each ask is answered, the actor ends. */
    @JCStressTest
    @Outcome(id = "value, true", expect = ACCEPTABLE, desc = "handled before the stop")
    @Outcome(id = "dead, true", expect = ACCEPTABLE, desc = "too late")
    @Outcome(expect = FORBIDDEN, desc = "open for ever")
    @State
    public static class StopAgainstAsk {
        private final ActorCell cell = started();
        private final LocalPromise<Boolean> told = OpenPromise.create();
        private @Nullable LocalPromise<Object> reply;

        public StopAgainstAsk() {
            cell.run(Integer.MAX_VALUE, Long.MAX_VALUE);
        }

        @Actor
        public void asker() {
            reply = cell.ask("value", null, false);
        }

        @Actor
        public void stopper() {
            cell.stop(told, false, StopMark.ASKED);
        }

        @Arbiter
        public void look(LL_Result r) {
            r.r1 = !reply.settled() ? "open" : reply.failure() instanceof ActorDeadException ? "dead" : reply.value();
            r.r2 = told.settled();
        }
    }

    /** An actor that is cut off and takes one more message, perhaps: the asks behind that are answered all the same. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "all answered")
    @Outcome(expect = FORBIDDEN, desc = "open for ever")
    @State
    public static class CutOffAgainstTurn {
        private final ActorCell cell = started();
        private final List<LocalPromise<Object>> asked =
                List.of(cell.ask(1, null, false), cell.ask(2, null, false), cell.ask(3, null, false));

        public CutOffAgainstTurn() {
            Registry.forget(cell.ref());
        }

        @Actor
        public void actor() {
            cell.run(1, Long.MAX_VALUE);
        }

        @Actor
        public void bundle() {
            Preemption.cutOff(cell);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = (int) asked.stream().filter(reply -> !reply.settled()).count();
        }
    }

    /** The same when nothing is taken any more, and an ask is sent. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "answered")
    @Outcome(expect = FORBIDDEN, desc = "open for ever")
    @State
    public static class CutOffAgainstAsk {
        private final ActorCell cell = started();
        private @Nullable LocalPromise<Object> reply;

        public CutOffAgainstAsk() {
            Registry.forget(cell.ref());
        }

        @Actor
        public void asker() {
            reply = cell.ask("message", null, false);
        }

        @Actor
        public void bundle() {
            Preemption.cutOff(cell);
        }

        @Arbiter
        public void look(L_Result r) {
            r.r1 = reply.settled();
        }
    }

    /** An actor of capacity 1 whose messages are taken at once by the senders themselves. */
    @JCStressTest
    @Outcome(id = "1, 4", expect = ACCEPTABLE, desc = "one at a time, all entered")
    @Outcome(expect = FORBIDDEN, desc = "too many inside, or stuck")
    @State
    public static class TwoSendersForOnePlace {
        private final ActorCell cell = made();
        private final MailboxCapacity bound = bound(1);
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger entered = new AtomicInteger();

        @Actor
        public void sender() {
            send();
            send();
        }

        @Actor
        public void otherSender() {
            send();
            send();
        }

        private void send() {
            try {
                bound.enter(cell, Deadline.after(LONG), false);
            } catch (ActorTimeoutException stuck) {
                return;
            }
            entered.getAndIncrement();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            for (int i = 0; i < 20; i++) {
                Thread.onSpinWait(); // long enough for another to come in
            }
            inside.getAndDecrement();
            bound.leave();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = most.get();
            r.r2 = entered.get();
        }
    }

    /** A message that is sent while its actor is started has a place. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one place is left")
    @Outcome(expect = FORBIDDEN, desc = "it was not counted, or twice")
    @State
    public static class StartAgainstTell {
        private final ActorCell cell = made();

        @Actor
        public void starter() {
            ActorOptions options = ActorOptions.defaults().inboxCapacity(2).whenFull(WhenFull.REFUSE);
            Startup.start(cell, cell.actor, new Inline(), options, Object.class);
        }

        @Actor
        public void sender() {
            cell.tell("message", false);
        }

        @Arbiter
        public void fill(I_Result r) {
            Registry.forget(cell.ref());
            while (r.r1 < 3) {
                try {
                    cell.tell("message", true);
                } catch (ActorInboxFullException full) {
                    return;
                }
                r.r1++;
            }
        }
    }

    /** A sender that waits for a place learns of the end. */
    @JCStressTest
    @Outcome(id = "dead", expect = ACCEPTABLE, desc = "told")
    @Outcome(expect = FORBIDDEN, desc = "stuck, or given a place")
    @State
    public static class CloseAgainstWaitForPlace {
        private final ActorCell cell = made();
        private final MailboxCapacity bound = bound(0);

        @Actor
        public void sender(L_Result r) {
            try {
                bound.enter(cell, Deadline.after(LONG), false);
                r.r1 = "entered";
            } catch (ActorDeadException e) {
                r.r1 = "dead";
            } catch (ActorTimeoutException e) {
                r.r1 = "stuck";
            }
        }

        @Actor
        public void consumer() {
            cell.close();
            bound.close(cell);
        }
    }

    /** A place that is given to a sender that gives up is not lost. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one place")
    @Outcome(expect = FORBIDDEN, desc = "lost, or made")
    @State
    public static class GivingUpAgainstPlace {
        private final ActorCell cell = made();
        private final MailboxCapacity bound = bound(0);

        @Actor
        public void sender() {
            try {
                bound.enter(cell, Deadline.after(Duration.ofNanos(2_000)), false);
                bound.leave();
            } catch (ActorTimeoutException gaveUp) {
                // the place is for others
            }
        }

        @Actor
        public void consumer() {
            bound.leave();
        }

        @Arbiter
        public void count(I_Result r) {
            while (r.r1 < 3) {
                try {
                    bound.enter(cell, Deadline.after(Duration.ZERO), false);
                } catch (ActorTimeoutException full) {
                    return;
                }
                r.r1++;
            }
        }
    }

    /** Of two actors that wait for each other one throws, and the other then gets its reply. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one throws")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "one throws")
    @Outcome(expect = FORBIDDEN, desc = "both throw, or none did and something else ended the wait")
    @State
    public static class TwoWaitForEachOther {
        private final ActorCell first = started();
        private final ActorCell second = started();
        private final LocalPromise<Object> ofFirst = OpenPromise.create();
        private final LocalPromise<Object> ofSecond = OpenPromise.create();

        public TwoWaitForEachOther() {
            ofFirst.completedBy(first);
            ofSecond.completedBy(second);
            Registry.forget(first.ref());
            Registry.forget(second.ref());
        }

        @Actor
        public void first(II_Result r) {
            r.r1 = handle(first, ofFirst, ofSecond);
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = handle(second, ofSecond, ofFirst);
        }

        private static int handle(ActorCell cell, LocalPromise<Object> own, LocalPromise<Object> other) {
            Object before = CurrentCompleter.enter(cell);
            try {
                other.get();
                return 0;
            } catch (ActorDeadlockException e) {
                return 1;
            } finally {
                CurrentCompleter.restore(before);
                own.complete("reply");
            }
        }
    }

    /** A URN that is drawn while the actor leaves the registry finds nobody. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not found")
    @Outcome(expect = FORBIDDEN, desc = "a dead actor is found")
    @State
    public static class DrawnAgainstForgotten {
        private final LocalActorRef<?> ref = made().ref();

        public DrawnAgainstForgotten() {
            Registry.register(ref);
        }

        @Actor
        public void drawer() {
            ref.actorUrn();
        }

        @Actor
        public void actor() {
            Registry.forget(ref);
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = Registry.byUrn(ref.actorUrn()) == null ? 0 : 1;
        }
    }
}
