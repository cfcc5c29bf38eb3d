package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Balance;
import pykka.tck.support.Conformance;

/** What the classes have in common that act near the end of a stack: what returns counts once, what is refused not at all. */
abstract class Wholeness extends Conformance {
    /** Fewer rounds may have no error in them, or nothing else. */
    private static final int LEAST = 16;

    private static final int SEVERAL = 6;

    Wholeness(String runtime) {
        super(runtime);
    }

    /** One round: something to act on, and to look at afterwards. */
    interface Trial {
        @Nullable Object act(int returned) throws Throwable;

        /** Everything is whole. */
        void check(FullStack stack) throws Exception;

        /** How often it may return. */
        default int most() {
            return SEVERAL;
        }
    }

    /** An actor that counts what it handles, all but the question how much that was. */
    public static class Counter extends Actor {
        static final Object HOW_MANY = new Object();

        public volatile @Nullable Object value;
        private int handled;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return message == HOW_MANY ? (Object) handled : add(message);
        }

        public @Nullable Object add(@Nullable Object item) {
            handled++;
            return item;
        }
    }

    /** Sends a message, which is answered with itself if it is answered. */
    static class Sending implements Trial {
        final ActorRef<Counter> ref;
        final FullStack.Act send;

        Sending(ActorRef<Counter> ref, Function<ActorRef<Counter>, FullStack.Act> sends) {
            this.ref = ref;
            send = sends.apply(ref);
        }

        @Override
        public @Nullable Object act(int returned) throws Throwable {
            return send.on(returned);
        }

        @Override
        public void check(FullStack stack) throws Exception {
            assertEquals(stack.returned, handled(ref));
            for (int i = 0; i < stack.returned; i++) {
                Object result = stack.results[i];
                if (result instanceof CompletableFuture<?> future) {
                    result = future.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
                } else if (result instanceof Future<?> future) {
                    result = future.get(LONG);
                }
                assertTrue(result == null || result.equals("m"), "answered with " + result);
            }
            if (ref.isAlive()) {
                assertTrue(ref.stop(LONG));
            }
        }
    }

    static Object handled(ActorRef<?> ref) {
        return ref.ask(Counter.HOW_MANY, LONG);
    }

    /** On threads of the test, and in handlers of an actor of the runtime. */
    void onFullStacks(Callable<Trial> make) throws Exception {
        fuzz(make, 8);
    }

    /**
     * For what waits, in which a runtime has a part where an actor does it. A virtual thread whose stack is more than a third
     * full cannot park: the JDK needs that much again to put its frames aside, and throws a StackOverflowError of its own. That
     * is why each handler is the first of its actor: a runtime may run those that follow a wait on virtual threads.
     */
    void waitingOnFullStacks(Callable<Trial> make) throws Exception {
        if (runtime.equals("virtual")) {
            onFullStacksOfThreads(make);
        } else {
            fuzz(make, 4);
        }
    }

    void onFullStacksOfThreads(Callable<Trial> make) throws Exception {
        fuzz(make, 0);
    }

    /** In handlers each so many times, never for 0: their stacks are deeper, and so take longer. */
    private void fuzz(Callable<Trial> make, int inHandlerEach) throws Exception {
        Balance balance = new Balance();
        Trial first = make.call();
        first.check(FullStack.never(first::act, first.most())); // all that has to be loaded is, then
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int rounds = Math.max(LEAST, scaled(Boolean.getBoolean("pykka.tck.full") ? 10_000 : 32));
        int returned = 0;
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            Trial trial = make.call();
            FullStack stack = inHandlerEach == 0 || i % inHandlerEach != 0
                    ? FullStack.onThread(trial::act, trial.most(), random) : inHandler(trial, random);
            trial.check(stack);
            returned += stack.returned;
            refused += stack.refused;
        }
        int acts = returned;
        int errors = refused;
        assertTrue(acts > 0 && errors > 0, () -> acts + " returned, " + errors + " refused");
        eventually("all that was accepted is handled, dropped or taken back", // as by the start of a timer that throws
                () -> balance.accepted() == balance.handled() + balance.deadLettered() + balance.withdrawn());
    }

    private FullStack inHandler(Trial trial, Random random) {
        ActorRef<?> host = start(Counter::new);
        FullStack stack = FullStack.onActor(host, trial::act, trial.most(), random);
        assertEquals(0, handled(host));
        assertTrue(host.stop(LONG));
        return stack;
    }
}
