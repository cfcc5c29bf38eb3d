package pykka.api.internal.promise;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.internal.util.FirstUse;

/** Completers of a future against each other, against those who wait, and against those who look. */
public final class FutureRaces {
    /** What no test takes, unless a wake-up was lost. */
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final RuntimeException FAILURE = new IllegalStateException("a failure");

    private FutureRaces() {}

    /** What a future says, or that its reader was not woken. */
    static Object read(Future<?> future) {
        long begin = System.nanoTime();
        Object said;
        try {
            said = future.get(LONG);
        } catch (RuntimeException e) {
            said = e == FAILURE ? "failure" : e;
        }
        return System.nanoTime() - begin < LONG.toNanos() / 2 ? said : "not woken";
    }

    /** Looks closely, so as to see what is seen first. */
    static boolean soonDone(LocalPromise<?> promise) {
        for (int i = 0; i < 100; i++) {
            if (promise.settled()) {
                return true;
            }
        }
        return false;
    }

    static boolean hook(LocalPromise<Object> future) {
        return future.completeByHook(left -> "hooked");
    }

    /** A reader that parks without limit ends. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "woken")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "not woken")
    @State
    public static class ReaderAgainstValue {
        private final LocalPromise<Object> promise = OpenPromise.create();

        @Actor
        public void reader() {
            promise.get();
        }

        @Signal
        public void completer() {
            promise.complete("value");
        }
    }

    /** A reader with a limit ends long before it. */
    @JCStressTest
    @Outcome(id = "value", expect = ACCEPTABLE, desc = "woken, or done before")
    @Outcome(expect = FORBIDDEN, desc = "not woken")
    @State
    public static class TimedReaderAgainstValue {
        private final LocalPromise<Object> promise = OpenPromise.create();

        @Actor
        public void reader(L_Result r) {
            r.r1 = read(promise);
        }

        @Actor
        public void completer() {
            promise.complete("value");
        }
    }

    /** The reader of a derived future ends, too. */
    @JCStressTest
    @Outcome(id = "failure", expect = ACCEPTABLE, desc = "woken, or done before")
    @Outcome(expect = FORBIDDEN, desc = "not woken")
    @State
    public static class DerivedReaderAgainstFailure {
        private final LocalPromise<Object> promise = OpenPromise.create();
        private final Future<Object> derived = promise.map(value -> value);

        @Actor
        public void reader(L_Result r) {
            r.r1 = read(derived);
        }

        @Actor
        public void completer() {
            promise.fail(FAILURE);
        }
    }

    /** A callback is called once, by its maker or by the completer. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "once")
    @Outcome(expect = FORBIDDEN, desc = "never or twice")
    @State
    public static class CallbackAgainstValue {
        private final LocalPromise<Object> promise = OpenPromise.create();
        private final AtomicInteger calls = new AtomicInteger();

        @Actor
        public void maker() {
            CompletionCallback.on(promise, calls::getAndIncrement);
        }

        @Actor
        public void completer() {
            promise.complete("value");
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = calls.get();
        }
    }

    /** A CompletableFuture is completed, by its maker or by the completer. */
    @JCStressTest
    @Outcome(id = "value", expect = ACCEPTABLE, desc = "completed")
    @Outcome(expect = FORBIDDEN, desc = "open")
    @State
    public static class ConversionAgainstValue {
        private final LocalPromise<Object> promise = OpenPromise.create();
        private CompletableFuture<Object> converted;

        @Actor
        public void maker() {
            converted = promise.toCompletableFuture();
        }

        @Actor
        public void completer() {
            promise.complete("value");
        }

        @Arbiter
        public void count(L_Result r) {
            r.r1 = converted.getNow("open");
        }
    }

    /** Somebody waits for a dependent while the promise is completed. */
    @JCStressTest
    @Outcome(id = "value", expect = ACCEPTABLE, desc = "by the promise")
    @Outcome(expect = FORBIDDEN, desc = "something else")
    @State
    public static class WaitForADependentAgainstValue {
        private final LocalPromise<Object> promise = OpenPromise.create();
        private final CompletableFuture<Object> dependent = promise.toCompletableFuture().thenApply(value -> value);

        @Actor
        public void reader(L_Result r) {
            r.r1 = dependent.join();
        }

        @Actor
        public void completer() {
            promise.complete("value");
        }
    }

    /** Somebody waits for a dependent while somebody else completes what it depends on, but not the promise. */
    @JCStressTest
    @Outcome(id = "mine", expect = ACCEPTABLE, desc = "by who has it")
    @Outcome(expect = FORBIDDEN, desc = "something else")
    @State
    public static class WaitForADependentAgainstItsHolder {
        private final CompletableFuture<Object> converted = OpenPromise.create().toCompletableFuture();
        private final CompletableFuture<Object> dependent = converted.thenApply(value -> value);

        @Actor
        public void reader(L_Result r) {
            r.r1 = dependent.join();
        }

        @Actor
        public void holder() {
            converted.complete("mine");
        }
    }

    /** Two completions: the first wins, the other is told so. */
    @JCStressTest
    @Outcome(id = "true, false, value", expect = ACCEPTABLE, desc = "value")
    @Outcome(id = "false, true, failure", expect = ACCEPTABLE, desc = "failure")
    @Outcome(expect = FORBIDDEN, desc = "both, or none, or the loser's")
    @State
    public static class ValueAgainstFailure {
        private final LocalPromise<Object> promise = OpenPromise.create();

        @Actor
        public void value(ZZL_Result r) {
            r.r1 = promise.complete("value");
        }

        @Actor
        public void failure(ZZL_Result r) {
            r.r2 = promise.fail(FAILURE);
        }

        @Arbiter
        public void read(ZZL_Result r) {
            r.r3 = FutureRaces.read(promise);
        }
    }

    /** The same for a value and a get hook. */
    @JCStressTest
    @Outcome(id = "true, false, value", expect = ACCEPTABLE, desc = "value")
    @Outcome(id = "false, true, hooked", expect = ACCEPTABLE, desc = "hook")
    @Outcome(expect = FORBIDDEN, desc = "both, or none, or the loser's")
    @State
    public static class ValueAgainstHook {
        private final LocalPromise<Object> promise = OpenPromise.create();

        @Actor
        public void value(ZZL_Result r) {
            r.r1 = promise.complete("value");
        }

        @Actor
        public void hook(ZZL_Result r) {
            r.r2 = FutureRaces.hook(promise);
        }

        @Arbiter
        public void read(ZZL_Result r) {
            r.r3 = FutureRaces.read(promise);
        }
    }

    /** The same for a failure and a get hook. */
    @JCStressTest
    @Outcome(id = "true, false, failure", expect = ACCEPTABLE, desc = "failure")
    @Outcome(id = "false, true, hooked", expect = ACCEPTABLE, desc = "hook")
    @Outcome(expect = FORBIDDEN, desc = "both, or none, or the loser's")
    @State
    public static class FailureAgainstHook {
        private final LocalPromise<Object> promise = OpenPromise.create();

        @Actor
        public void failure(ZZL_Result r) {
            r.r1 = promise.fail(FAILURE);
        }

        @Actor
        public void hook(ZZL_Result r) {
            r.r2 = FutureRaces.hook(promise);
        }

        @Arbiter
        public void read(ZZL_Result r) {
            r.r3 = FutureRaces.read(promise);
        }
    }

    /** Who finds a failed future done finds the failure. */
    @JCStressTest
    @Outcome(id = "open", expect = ACCEPTABLE, desc = "looked before")
    @Outcome(id = "failure", expect = ACCEPTABLE, desc = "looked after")
    @Outcome(expect = FORBIDDEN, desc = "half a result")
    @State
    public static class LookAgainstFailure {
        private final LocalPromise<Object> promise = OpenPromise.create();

        @Actor
        public void looker(L_Result r) {
            r.r1 = !soonDone(promise) ? "open" : promise.failure() == FAILURE ? "failure" : "half";
        }

        @Actor
        public void completer() {
            promise.fail(FAILURE);
        }
    }

    /** Who finds a hooked future done finds the hook. */
    @JCStressTest
    @Outcome(id = "open", expect = ACCEPTABLE, desc = "looked before")
    @Outcome(id = "hooked", expect = ACCEPTABLE, desc = "looked after")
    @Outcome(expect = FORBIDDEN, desc = "half a result")
    @State
    public static class LookAgainstHook {
        private final LocalPromise<Object> promise = OpenPromise.create();

        @Actor
        public void looker(L_Result r) {
            r.r1 = !soonDone(promise) ? "open" : promise.hook() != null ? "hooked" : "half";
        }

        @Actor
        public void completer() {
            FutureRaces.hook(promise);
        }
    }

    /** What was written before the completion is seen after the read. */
    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "looked before")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "published")
    @Outcome(expect = FORBIDDEN, desc = "done, but not published")
    @State
    public static class PublishedByValue {
        private final LocalPromise<Object> promise = OpenPromise.create();
        private int field;

        @Actor
        public void reader(I_Result r) {
            r.r1 = soonDone(promise) ? field : -1;
        }

        @Actor
        public void completer() {
            field = 1;
            promise.complete("value");
        }
    }

    static final class Owned extends LocalPromise<Object> {
        private static final long serialVersionUID = 1;

        Owned() {
            FirstUse.prepare();
            setExclusiveOwnerThread(Thread.currentThread());
        }

        String seen() {
            return !soonDone(this) ? "open" : getExclusiveOwnerThread() == null ? "no owner" : "owner";
        }

        LocalPromise<Object> promise() {
            return this;
        }
    }

    /** Who sees the reply sees no owner thread any more. */
    @JCStressTest
    @Outcome(id = "open", expect = ACCEPTABLE, desc = "looked before")
    @Outcome(id = "no owner", expect = ACCEPTABLE, desc = "cleared")
    @Outcome(expect = FORBIDDEN, desc = "a reply that still names its owner")
    @State
    public static class OwnerAgainstValue {
        private final Owned promise = new Owned();

        @Actor
        public void looker(L_Result r) {
            r.r1 = promise.seen();
        }

        @Actor
        public void completer() {
            promise.promise().complete("value");
        }
    }

    /** The same for a failure. */
    @JCStressTest
    @Outcome(id = "open", expect = ACCEPTABLE, desc = "looked before")
    @Outcome(id = "no owner", expect = ACCEPTABLE, desc = "cleared")
    @Outcome(expect = FORBIDDEN, desc = "a reply that still names its owner")
    @State
    public static class OwnerAgainstFailure {
        private final Owned promise = new Owned();

        @Actor
        public void looker(L_Result r) {
            r.r1 = promise.seen();
        }

        @Actor
        public void completer() {
            promise.promise().fail(FAILURE);
        }
    }

    /** A function runs once, and both readers get what came of it. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "run once, read twice")
    @Outcome(expect = FORBIDDEN, desc = "run twice, or read differently")
    @State
    public static class TwoReadersOfDerived {
        private final AtomicInteger runs = new AtomicInteger();
        private final Future<Integer> derived = Futures.of("value").map(value -> runs.incrementAndGet());

        @Actor
        public void reader(II_Result r) {
            r.r1 = (Integer) read(derived);
        }

        @Actor
        public void otherReader(II_Result r) {
            r.r2 = (Integer) read(derived);
        }
    }

    static final class Waiter extends CompletionListener {
        private int woken;

        static Waiter of(LocalPromise<?> promise) {
            Waiter waiter = new Waiter();
            promise.push(waiter);
            return waiter;
        }

        @Override
        public void onCompletion() {
            woken++;
        }
    }

    /** Those beside one that gives up are woken. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "woken")
    @Outcome(expect = FORBIDDEN, desc = "not woken")
    @State
    public static class GivingUpAgainstValue {
        private final LocalPromise<Object> promise = OpenPromise.create();
        private final Waiter below = Waiter.of(promise);
        private final Waiter gone = Waiter.of(promise);
        private final Waiter above = Waiter.of(promise);

        @Actor
        public void waiter() {
            promise.unlink(gone);
        }

        @Actor
        public void completer() {
            promise.complete("value");
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = below.woken;
            r.r2 = above.woken;
        }
    }

    /** Nor is one lost that comes while the last one gives up. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "woken")
    @Outcome(expect = FORBIDDEN, desc = "not woken")
    @State
    public static class GivingUpAgainstNewcomer {
        private final LocalPromise<@Nullable Object> promise = OpenPromise.create();
        private final Waiter below = Waiter.of(promise);
        private final Waiter gone = Waiter.of(promise);
        private @Nullable Waiter above;

        @Actor
        public void waiter() {
            promise.unlink(gone);
        }

        @Actor
        public void newcomer() {
            above = Waiter.of(promise);
        }

        @Arbiter
        public void count(II_Result r) {
            promise.complete(null);
            r.r1 = below.woken;
            r.r2 = above.woken;
        }
    }

    /** Two that come at once are both woken. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "woken")
    @Outcome(expect = FORBIDDEN, desc = "not woken")
    @State
    public static class TwoNewcomers {
        private final LocalPromise<@Nullable Object> promise = OpenPromise.create();
        private @Nullable Waiter one;
        private @Nullable Waiter other;

        @Actor
        public void newcomer() {
            one = Waiter.of(promise);
        }

        @Actor
        public void otherNewcomer() {
            other = Waiter.of(promise);
        }

        @Arbiter
        public void count(II_Result r) {
            promise.complete(null);
            r.r1 = one.woken;
            r.r2 = other.woken;
        }
    }

    /** Two neighbours that give up are both unlinked, and nobody else. */
    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "unlinked")
    @Outcome(expect = FORBIDDEN, desc = "still linked, or others lost")
    @State
    public static class TwoGiveUp {
        private final LocalPromise<@Nullable Object> promise = OpenPromise.create();
        private final Waiter below = Waiter.of(promise);
        private final Waiter gone = Waiter.of(promise);
        private final Waiter otherGone = Waiter.of(promise);
        private final Waiter above = Waiter.of(promise);

        @Actor
        public void waiter() {
            promise.unlink(gone);
        }

        @Actor
        public void otherWaiter() {
            promise.unlink(otherGone);
        }

        @Arbiter
        public void count(II_Result r) {
            promise.complete(null);
            r.r1 = below.woken + above.woken;
            r.r2 = gone.woken + otherGone.woken;
        }
    }
}
