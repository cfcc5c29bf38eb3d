package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;

/** Futures near the end of a stack: each is completed with all that wait for it, or stays as it is. */
@Contract
@Tag("slow")
class WholeFuturesContract extends Wholeness {
    WholeFuturesContract(String runtime) {
        super(runtime);
    }

    /** How a future is completed. */
    @FunctionalInterface
    private interface Completion {
        void of(Promise<Object> future);
    }

    /** Completes one future after the other, for each of which a thread, a function and a CompletableFuture wait. */
    private static final class Completing implements Trial {
        final Completion completion;
        final List<Promise<Object>> futures = new ArrayList<>();
        final List<CompletableFuture<Object>> callbacks = new ArrayList<>();
        final List<CompletableFuture<Object>> mapped = new ArrayList<>();
        final Background<Integer> reader;

        Completing(Completion completion) {
            this.completion = completion;
            for (int i = 0; i <= most(); i++) {
                Promise<Object> future = Promise.create();
                futures.add(future);
                callbacks.add(future.toCompletableFuture());
                mapped.add(future.<Object>map(value -> value).toCompletableFuture());
            }
            reader = Background.run(() -> {
                int read = 0;
                for (Promise<Object> future : futures) {
                    try {
                        future.get(LONG);
                    } catch (IllegalStateException e) {
                        assertEquals("failed", e.getMessage());
                    }
                    read++;
                }
                return read;
            });
        }

        @Override
        public @Nullable Object act(int returned) {
            completion.of(futures.get(returned));
            return null;
        }

        @Override
        public void check(FullStack stack) throws Exception {
            for (int i = 0; i < stack.returned; i++) {
                assertTrue(futures.get(i).isDone() || completion == HOOK);
            }
            for (int i = stack.returned; i < futures.size(); i++) {
                assertFalse(futures.get(i).isDone());
                futures.get(i).set("late");
            }
            assertEquals(futures.size(), reader.result(), "all are read");
            for (int i = 0; i < futures.size(); i++) {
                Object expected = i >= stack.returned ? "late" : completion == FAIL ? "failed" : "done";
                assertEquals(expected, outcome(callbacks.get(i)));
                assertEquals(expected, outcome(mapped.get(i)));
            }
        }

        private static Object outcome(CompletableFuture<Object> future) throws Exception {
            return future.exceptionally(Throwable::getMessage).get(LONG.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static final Completion FAIL = future -> future.setException(new IllegalStateException("failed"));
    private static final Completion HOOK = future -> future.setGetHook(left -> "done");

    @Test
    void aSetCompletesAFutureWithAllThatWaitOrDoesNothing() throws Exception {
        onFullStacks(() -> new Completing(future -> future.set("done")));
    }

    @Test
    void aFailureCompletesAFutureWithAllThatWaitOrDoesNothing() throws Exception {
        onFullStacks(() -> new Completing(FAIL));
    }

    @Test
    void aGetHookCompletesAFutureWithAllThatWaitOrDoesNothing() throws Exception {
        onFullStacks(() -> new Completing(HOOK));
    }

    /** A reader that was refused waits no more: neither the future nor an actor shows it. */
    @Test
    void aReaderWaitsToTheEndOrNotAtAll() throws Exception {
        waitingOnFullStacks(() -> new Trial() {
            final ActorRef<Counter> ref = start(Counter::new);
            final List<Future<Object>> replies = new ArrayList<>();

            {
                Busy busy = new Busy(ref);
                for (int i = 0; i <= most(); i++) {
                    replies.add(ref.askAsync("m"));
                }
                Background.run(() -> {
                    busy.goOn();
                    return null;
                });
            }

            @Override
            public Object act(int returned) {
                return returned % 2 == 0 ? replies.get(returned).get() : replies.get(returned).get(LONG);
            }

            @Override
            public void check(FullStack stack) {
                for (int i = 0; i < stack.returned; i++) {
                    assertEquals("m", stack.results[i]);
                }
                assertTrue(Inspection.actors().stream().allMatch(info -> info.waitsFor().isEmpty()), "no actor waits");
                assertEquals(replies.size(), handled(ref));
                assertTrue(ref.stop(LONG));
            }
        });
    }

    /** Each future is completed by another thread, after a reader has begun to read it. */
    @Test
    void aReaderWithoutALimitWaitsToTheEndOrNotAtAll() throws Exception {
        waitingOnFullStacks(() -> new Trial() {
            volatile @Nullable Promise<Object> read;
            volatile boolean over;
            final Background<Object> completer = Background.run(this::complete);

            private @Nullable Object complete() {
                for (Promise<Object> last = null, next; !over; last = next) {
                    next = read;
                    if (next == last) {
                        Thread.yield();
                    } else {
                        for (int i = 0; i < 2_000; i++) {
                            Thread.onSpinWait();
                        }
                        next.set("done");
                    }
                }
                return null;
            }

            @Override
            public Object act(int returned) {
                Promise<Object> future = Promise.create();
                read = future;
                return future.get();
            }

            @Override
            public void check(FullStack stack) throws Exception {
                over = true;
                completer.result();
                for (int i = 0; i < stack.returned; i++) {
                    assertEquals("done", stack.results[i]);
                }
                assertTrue(Inspection.actors().stream().allMatch(info -> info.waitsFor().isEmpty()), "no actor waits");
            }
        });
    }

    @Test
    void aReaderWhoseTimeIsOverLeavesTheFutureAsItIs() throws Exception {
        waitingOnFullStacks(() -> new Trial() {
            final Promise<Object> future = Promise.create();

            @Override
            public @Nullable Object act(int returned) {
                try {
                    return future.get(Duration.ofNanos(1_000));
                } catch (ActorTimeoutException e) {
                    return null;
                }
            }

            @Override
            public void check(FullStack stack) {
                assertThrows(ActorTimeoutException.class, () -> future.get(Duration.ZERO));
                future.set("done");
                assertEquals("done", future.get());
            }
        });
    }

    /** Reads futures that are derived from others that are completed. */
    private void derives(BiFunction<Future<List<Object>>, Runnable, Future<?>> derive, Object expected) throws Exception {
        onFullStacks(() -> new Trial() {
            final AtomicIntegerArray runs = new AtomicIntegerArray(most() + 1);
            final List<Future<?>> futures = new ArrayList<>();

            {
                for (int i = 0; i <= most(); i++) {
                    int number = i;
                    futures.add(derive.apply(Futures.of(List.of("m")), () -> runs.incrementAndGet(number)));
                }
            }

            @Override
            public @Nullable Object act(int returned) {
                return futures.get(returned).get();
            }

            @Override
            public void check(FullStack stack) throws Exception {
                for (int i = 0; i < stack.returned; i++) {
                    assertEquals(expected, stack.results[i]);
                }
                for (int i = 0; i < futures.size(); i++) {
                    assertEquals(expected, futures.get(i).get(LONG));
                    assertEquals(1, runs.get(i), "runs of a function");
                    Object converted = futures.get(i).toCompletableFuture().get(LONG.toMillis(), TimeUnit.MILLISECONDS);
                    assertEquals(expected, converted);
                }
            }
        });
    }

    @Test
    void aMapRunsOnceOrNotAtAll() throws Exception {
        derives((source, run) -> source.map(value -> {
            run.run();
            return value;
        }), List.of("m"));
    }

    @Test
    void aFilterRunsOnceOrNotAtAll() throws Exception {
        derives((source, run) -> Futures.filter(source, item -> {
            run.run();
            return true;
        }), List.of("m"));
    }

    @Test
    void aReduceRunsOnceOrNotAtAll() throws Exception {
        derives((source, run) -> source.reduce((sum, item) -> {
            run.run();
            return sum + "" + item;
        }, "s"), "sm");
    }

    @Test
    void aJoinIsComputedOnceOrNotAtAll() throws Exception {
        derives((source, run) -> source.join(source.map(value -> {
            run.run();
            return value;
        })), List.of(List.of("m"), List.of("m")));
    }

    @Test
    void aCompletableFutureIsCompletedWithTheFutureThatItWasMadeOf() throws Exception {
        onFullStacks(() -> new Trial() {
            final Promise<Object> future = Promise.create();
            final Future<Object> mapped = future.map(value -> value);

            @Override
            public Object act(int returned) {
                return (returned % 2 == 0 ? future : mapped).toCompletableFuture();
            }

            @Override
            public void check(FullStack stack) throws Exception {
                future.set("done");
                for (int i = 0; i < stack.returned; i++) {
                    assertEquals("done", ((CompletableFuture<?>) stack.results[i]).get(LONG.toMillis(), TimeUnit.MILLISECONDS));
                }
            }
        });
    }
}
