package pykka.bench.contender;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Fibry: a virtual thread for each actor, which answers what a function returns. It needs the Maven profile {@code fibry}. */
final class Fibry implements Contender {
    private static final Class<?> CREATOR = Bound.type("eu.lucaventuri.fibry.ActorSystem$NamedStateActorCreator");
    private static final Class<?> ACTOR = Bound.type("eu.lucaventuri.fibry.Actor");
    private static final MethodHandle START = Bound.method(CREATOR, "newActorWithReturn", ACTOR, new Class<?>[] {Function.class},
            MethodType.methodType(Object.class, Object.class, Function.class));
    private static final MethodHandle TELL = Bound.method(ACTOR, "sendMessage", ACTOR, new Class<?>[] {Object.class},
            MethodType.methodType(void.class, Object.class, Object.class));
    private static final MethodHandle ASK = Bound.method(ACTOR, "sendMessageReturn", CompletableFuture.class,
            new Class<?>[] {Object.class}, MethodType.methodType(Object.class, Object.class, Object.class));
    private static final MethodHandle STOP = Bound.method(ACTOR, "sendPoisonPill", boolean.class, new Class<?>[0],
            MethodType.methodType(void.class, Object.class));

    private final Ends ends = new Ends();
    private final Object creator = creator(state -> ends.ended());

    /** What {@code ActorSystem.anonymous().strategy(FIBER).initialState(state, null, atEnd)} returns: good for any number. */
    private static Object creator(Consumer<Object> atEnd) {
        Class<?> system = Bound.type("eu.lucaventuri.fibry.ActorSystem");
        Class<?> strategy = Bound.type("eu.lucaventuri.fibry.CreationStrategy");
        try {
            Object anonymous = system.getMethod("anonymous").invoke(null);
            Object onFibers = anonymous.getClass().getMethod("strategy", strategy)
                    .invoke(anonymous, strategy.getField("FIBER").get(null));
            return onFibers.getClass().getMethod("initialState", Object.class, Consumer.class, Consumer.class)
                    .invoke(onFibers, MethodHandles.lookup(), null, atEnd); // a state that is not null, for no use
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        Function<Object, Object> logic = behaviour::receive;
        try {
            return (Object) START.invokeExact(creator, logic);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public void tell(Object actor, Object message) {
        try {
            TELL.invokeExact(actor, message);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        try {
            return (Object) ASK.invokeExact(actor, message);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public Object await(Object reply) {
        return Contender.get((CompletableFuture<?>) reply);
    }

    @Override
    public void stop(Object actor) {
        ends.asked();
        try {
            STOP.invokeExact(actor);
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public int awaitEnds() {
        return ends.await();
    }

    @Override
    public void close() {}
}
