package pykka.tck.memory;


import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.tck.support.ContractTest;

/**
 * Does something near the end of a stack: it goes down until there is no more, and on the way back each of the last frames, or
 * some of them, does it once, with a little more stack than the one before. What it notes takes no call, and so no stack.
 */
final class FullStack {
    /** What is done. */
    @FunctionalInterface
    interface Act {
        /** Does it, given how often it has returned. */
        @Nullable Object on(int returned) throws Throwable;
    }

    /** Deeper frames than these have more than any operation needs. */
    private static final int FRAMES = 1_200;
    private static final int SHAPES = 256;
    private static final int STACK = 192 << 10;

    private final Act act;
    private final int most;
    private final Random random;
    private final boolean[] wide = new boolean[SHAPES];
    private final boolean[] acts = new boolean[SHAPES];
    /** What it has returned. */
    final @Nullable Object[] results;
    int returned;
    int refused;
    private int frames;
    private @Nullable Throwable failure;

    private FullStack(Act act, int most, Random random) {
        this.act = act;
        this.most = most;
        this.random = random;
        results = new Object[most];
    }

    /** With all the stack that there is. */
    static FullStack never(Act act, int most) {
        FullStack stack = new FullStack(act, most, new Random());
        while (stack.returned < most) {
            stack.act();
            stack.assertNoFailure();
        }
        return stack;
    }

    /** On a thread of its own, until it has returned so often. */
    static FullStack onThread(Act act, int most, Random random) throws InterruptedException {
        FullStack stack = new FullStack(act, most, random);
        Thread thread = new Thread(null, stack::run, "full", STACK);
        thread.start();
        thread.join();
        stack.assertNoFailure();
        return stack;
    }

    /** In a handler of an actor, until it has returned so often. */
    static FullStack onActor(ActorRef<?> ref, Act act, int most, Random random) {
        FullStack stack = new FullStack(act, most, random);
        ref.run(actor -> stack.run()).get(ContractTest.slack(Duration.ofSeconds(50)));
        stack.assertNoFailure();
        return stack;
    }

    private void assertNoFailure() {
        if (failure != null) {
            throw new AssertionError("another failure than a StackOverflowError, after " + returned + " and " + refused, failure);
        }
    }

    private void run() {
        int sparse = 2 << random.nextInt(6); // each error costs a tenth of a millisecond
        for (int i = 0; i < acts.length; i++) {
            wide[i] = random.nextBoolean();
            acts[i] = random.nextInt(sparse) == 0;
        }
        down(0);
    }

    private void down(int depth) {
        try {
            if (wide[depth & SHAPES - 1]) {
                wide(depth + 1, depth, 0, 0, 0, 0, 0);
            } else {
                down(depth + 1);
            }
        } catch (StackOverflowError e) {
            // this is the end
        }
        if (acts[depth & SHAPES - 1] && returned < most && failure == null && frames++ < FRAMES) {
            act();
        }
    }

    private long wide(int depth, long a, long b, long c, long d, long e, long f) {
        down(depth);
        return a + b + c + d + e + f;
    }

    private void act() {
        try {
            results[returned] = act.on(returned);
            returned++;
        } catch (StackOverflowError e) {
            refused++;
        } catch (Throwable e) {
            failure = e;
        }
    }
}
