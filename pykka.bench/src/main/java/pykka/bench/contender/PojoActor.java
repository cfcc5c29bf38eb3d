package pykka.bench.contender;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** POJO-actor: a virtual thread for each actor, messages are lambdas that are given the actor's object. */
final class PojoActor implements Contender {
    private static final Class<?> SYSTEM = Bound.type("com.scivicslab.pojoactor.core.ActorSystem");
    private static final Class<?> REF = Bound.type("com.scivicslab.pojoactor.core.ActorRef");
    private static final MethodHandle START = Bound.method(SYSTEM, "actorOf", REF, new Class<?>[] {String.class, Object.class},
            MethodType.methodType(Object.class, Object.class, String.class, Object.class));
    private static final MethodHandle TELL = Bound.method(REF, "tell", CompletableFuture.class, new Class<?>[] {Consumer.class},
            MethodType.methodType(void.class, Object.class, Consumer.class));
    private static final MethodHandle ASK = Bound.method(REF, "ask", CompletableFuture.class, new Class<?>[] {Function.class},
            MethodType.methodType(Object.class, Object.class, Function.class));
    private static final MethodHandle NAME = Bound.method(REF, "getName", String.class, new Class<?>[0],
            MethodType.methodType(String.class, Object.class));
    private static final MethodHandle REMOVE = Bound.method(SYSTEM, "removeActor", void.class, new Class<?>[] {String.class},
            MethodType.methodType(void.class, Object.class, String.class));
    private static final MethodHandle TERMINATE = Bound.method(SYSTEM, "terminate", void.class, new Class<?>[0],
            MethodType.methodType(void.class, Object.class));

    private final Object system = system();
    private final Ends ends = new Ends();
    private int started;

    private static Object system() {
        try {
            return SYSTEM.getConstructor(String.class).newInstance("bench");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        try {
            return (Object) START.invokeExact(system, Integer.toString(started++), (Object) behaviour);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public void tell(Object actor, Object message) {
        Consumer<Behaviour> action = behaviour -> behaviour.receive(message);
        try {
            TELL.invokeExact(actor, (Consumer<?>) action);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        Function<Behaviour, Object> action = behaviour -> behaviour.receive(message);
        try {
            return (Object) ASK.invokeExact(actor, (Function<?, ?>) action);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public Object await(Object reply) {
        return Contender.get((CompletableFuture<?>) reply);
    }

    /**
     * By a message that interrupts its loop. The library's own way, close, drops what is not handled yet and joins the thread of
     * one actor after another.
     */
    @Override
    public void stop(Object actor) {
        ends.asked();
        Consumer<Behaviour> action = behaviour -> {
            Thread.currentThread().interrupt();
            try {
                REMOVE.invokeExact(system, (String) NAME.invokeExact(actor));
            } catch (Throwable e) {
                throw Bound.thrown(e);
            }
            ends.ended();
        };
        try {
            TELL.invokeExact(actor, (Consumer<?>) action);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public int awaitEnds() {
        return ends.await();
    }

    @Override
    public void close() {
        try {
            TERMINATE.invokeExact(system);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }
}
