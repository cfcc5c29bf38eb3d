package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** An actor's members that give a stage, seen through interfaces that return one: callers have what it is completed with. */
@Contract
class StageContract extends Conformance {
    StageContract(String runtime) {
        super(runtime);
    }

    static class Slow<T> extends CompletableFuture<T> {}

    public static class Base<T> extends Actor {
        final CompletableFuture<T> open = new CompletableFuture<>();

        public CompletionStage<T> inherited() {
            return open;
        }
    }

    public static class Target extends Base<String> implements Service {
        public CompletableFuture<String> attribute = CompletableFuture.completedFuture("attribute");

        @Override
        public CompletionStage<String> later() {
            return open;
        }

        @Override
        public CompletionStage<?> anything() {
            return open;
        }

        public Slow<String> own() {
            Slow<String> slow = new Slow<>();
            slow.complete("own");
            return slow;
        }

        public Future<String> ours() {
            return Futures.of("ours");
        }

        public CompletionStage<String> nothing() {
            return null;
        }

        @SuppressWarnings("unchecked") // a future that answers null to everything
        public Future<String> foreign() {
            return (Future<String>) Proxy.newProxyInstance(
                    Future.class.getClassLoader(), new Class<?>[] {Future.class}, (self, method, arguments) -> null);
        }

        public CompletionStage<String> dependent() {
            return CompletableFuture.<String>failedFuture(new IllegalStateException("broken")).thenApply(text -> text);
        }

        public void finish(String value) {
            open.complete(value);
        }
    }

    /** The actor implements the very interface through which it is seen. */
    public interface Service {
        CompletionStage<String> later();

        CompletionStage<?> anything();
    }

    public interface More extends Inherited<String> {
        CompletableFuture<String> later();

        CompletableFuture<CharSequence> own();

        CompletionStage<String> ours();

        CompletableFuture<String> attribute();

        CompletableFuture<String> nothing();

        CompletableFuture<String> foreign();

        CompletableFuture<String> dependent();

        void finish(String value);
    }

    public interface Inherited<T> {
        CompletionStage<T> inherited();
    }

    public interface Deep {
        CompletionStage<CompletionStage<String>> later();

        Future<CompletionStage<String>> inherited();
    }

    private final ActorRef<Target> ref = start(Target::new);
    private final More proxy = ref.proxy(More.class);

    private static <T> T value(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LONG.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void stageOfTheActorIsFlattened() throws Exception {
        CompletableFuture<String> later = proxy.later();
        CompletionStage<String> inherited = proxy.inherited();
        CompletionStage<?> anything = ref.proxy(Service.class).anything();
        ref.run(actor -> {}).get(LONG);
        assertFalse(later.isDone());
        proxy.finish("done");
        assertEquals("done", value(later));
        assertEquals("done", value(inherited));
        assertEquals("done", value(anything));
        assertEquals("done", value(ref.proxy(Service.class).later()));
        assertEquals("own", value(proxy.own()));
        assertEquals("attribute", value(proxy.attribute()));
        assertEquals("ours", value(proxy.ours()));
    }

    @Test
    void stageInAStageIsLeftWhereTheInterfaceSaysSo() throws Exception {
        Deep deep = ref.proxy(Deep.class);
        Target[] target = new Target[1];
        ref.run(actor -> target[0] = actor).get(LONG);
        assertSame(target[0].open, value(deep.later()));
        assertSame(target[0].open, deep.inherited().get(LONG));
    }

    @Test
    void failureOfTheStageIsTheCallersAsItIs() throws Exception {
        CompletableFuture<String> later = proxy.later();
        IllegalStateException failure = new IllegalStateException("broken");
        ref.run(actor -> actor.open.completeExceptionally(failure)).get(LONG);
        assertSame(failure, assertThrows(ExecutionException.class, () -> value(later)).getCause());
        assertSame(failure, value(later.handle((value, thrown) -> thrown)));
        assertTrue(value(proxy.dependent().handle((value, thrown) -> thrown)) instanceof IllegalStateException);
    }

    @Test
    void nullInPlaceOfAStageIsAFailureThatSaysSo() {
        Throwable cause = assertThrows(ExecutionException.class, () -> value(proxy.nothing())).getCause();
        assertTrue(cause instanceof NullPointerException && cause.getMessage().contains("'nothing' gave null"), cause::toString);
    }

    @Test
    void aForeignFutureInPlaceOfAStageIsAFailureThatSaysSo() {
        Throwable cause = assertThrows(ExecutionException.class, () -> value(proxy.foreign())).getCause();
        assertTrue(cause instanceof IllegalArgumentException
                && cause.getMessage().contains("is not a future of this library"), cause::toString);
    }

    /** As dependents of the stage itself would. */
    @Test
    void dependentsRunOnTheThreadThatCompletesTheStage() throws Exception {
        CompletableFuture<Thread> dependent = proxy.later().thenApply(value -> Thread.currentThread());
        CompletableFuture<Thread> elsewhere = proxy.later().thenApplyAsync(value -> Thread.currentThread());
        Thread handler = ref.call(actor -> {
            actor.open.complete("done");
            return Thread.currentThread();
        }).get(LONG);
        assertSame(handler, value(dependent));
        assertNotSame(handler, value(elsewhere));
    }

    @Test
    void completingItDoesNothingToTheActorsStage() throws Exception {
        CompletableFuture<String> one = proxy.later();
        CompletableFuture<String> other = proxy.later();
        ref.run(actor -> {}).get(LONG);
        assertTrue(one.cancel(true));
        assertTrue(other.complete("mine"));
        assertFalse(ref.call(actor -> actor.open.isDone()).get(LONG));
        proxy.finish("done");
        assertEquals("done", value(proxy.later()));
        assertEquals("mine", other.join());
    }

    @Test
    void endOfTheActorAndWhatItThrowsAreTheCallers() {
        ref.stop(LONG);
        CompletionException e = assertThrows(CompletionException.class, () -> proxy.later().join());
        assertTrue(e.getCause() instanceof ActorDeadException, e::toString);
    }

    public interface Wrong {
        CompletionStage<Integer> later();
    }

    public interface NotFlat {
        Future<String> later();
    }

    @Test
    void whatDoesNotFitIsSaidWhenTheProxyIsMade() {
        String wrong = assertThrows(ActorMemberException.class, () -> ref.proxy(Wrong.class)).getMessage();
        assertTrue(wrong.contains("a java.util.concurrent.CompletionStage of a java.lang.String")
                && wrong.contains("must return CompletionStage<String>"), wrong);
        String flat = assertThrows(ActorMemberException.class, () -> ref.proxy(NotFlat.class)).getMessage();
        assertTrue(flat.contains("not flattened, except to a CompletionStage"), flat);
    }
}
