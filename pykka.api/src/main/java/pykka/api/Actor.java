package pykka.api;

import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.actor.ActorCell;
import pykka.api.internal.actor.ActorHooks;
import pykka.api.internal.actor.ActorWaits;
import pykka.api.internal.actor.OwnWatches;
import pykka.api.internal.actor.Rehearsal;
import pykka.api.internal.actor.StartScope;
import pykka.api.internal.actor.Startup;
import pykka.api.internal.bridge.CompletableFutureBridge;
import pykka.api.internal.lifecycle.CarrierSearch;
import pykka.api.internal.lifecycle.RuntimeSelector;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.proxy.ProxiesOfActors;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;

/**
 * An actor: state of its own, and code that handles one message at a time. Subclass it, keep its state private, and override
 * the hooks that you need; start it with {@link #start(ActorFactory)}. The original's {@code Actor}.
 *
 * <p>The constructor runs in the starter's thread, before anything else; it may already use {@link #actorRef()}, and messages
 * sent from then on are handled after {@link #onStart}. The hooks run on the actor, one at a time, and each sees what the one
 * before did; an actor needs no locks. All hooks may throw anything.
 */
public abstract class Actor {
    /** Apart from the class, which a user's class may initialize where there is no stack for it. */
    private static final class Hooks extends ActorHooks {
        static {
            install(new Hooks(), new ProxiesOfActors());
            ActorWaits.install();
            CompletableFutureBridge.install();
            FirstUse.rehearsal(new Rehearsal());
        }

        private Hooks() {}

        @Override
        protected Class<?> type() {
            return Actor.class;
        }

        @Override
        protected Object idleActor() {
            return new Actor() {};
        }

        @Override
        protected @Nullable Object receive(Object actor, @Nullable Object message) throws Exception {
            return ((Actor) actor).onReceive(message);
        }

        @Override
        protected void started(Object actor) throws Exception {
            ((Actor) actor).onStart();
        }

        @Override
        protected void stopped(Object actor) throws Exception {
            ((Actor) actor).onStop();
        }

        @Override
        protected void failed(Object actor, Throwable failure) throws Exception {
            ((Actor) actor).onFailure(failure);
        }

        @Override
        protected ActorRef<?> refOf(Object actor) {
            return ((Actor) actor).actorRef();
        }

        @Override
        protected MethodHandles.@Nullable Lookup lookup(ActorOptions options) {
            return options.lookup == null ? null : options.lookup.value();
        }

        @Override
        protected @Nullable Class<?> owner(ActorOptions options) {
            return options.owner;
        }
    }

    /** Null where no constructor ran: mocks and proxies of classes are made without. */
    private final @Nullable ActorCell cell;

    /** For subclasses. From here on {@link #actorRef()} is usable, and messages queue up. */
    @SuppressWarnings("this-escape") // meant: others may send from now on
    protected Actor() {
        FirstUse.prepare();
        cell = StartScope.cell(this);
    }

    /**
     * Makes an actor and starts it on the selected runtime. Does not wait for {@link #onStart}; to do so, say
     * {@code ref.run(a -> {}).get()}. The original's {@code Actor.start}.
     *
     * <p>The object that the factory returns is what runs. That may be a copy of an actor that was not started, a clone or a spy:
     * it takes the place of that actor, whose reference it has. A mock, or a proxy made without a constructor, is refused.
     *
     * <p>What the factory throws is rethrown unchanged, even if checked, and nothing of the start stays behind;
     * {@link #start(ActorFactory, Class)} declares a checked exception to the compiler.
     *
     * @param factory makes the actor, in this thread
     * @param <A> the class of the actor
     * @return the reference of the actor
     * @throws IllegalStateException if no runtime is found, the wanted one does not exist, or the object is no new actor
     * @throws UnsupportedOperationException if the wanted runtime cannot run on this JVM
     */
    public static <A extends Actor> ActorRef<A> start(ActorFactory<? extends A> factory) {
        return start(factory, ActorOptions.defaults());
    }

    /**
     * Makes an actor and starts it. As {@link #start(ActorFactory)}, with options.
     *
     * @param factory makes the actor, in this thread
     * @param options override those of the class, field by field
     * @param <A> the class of the actor
     * @return the reference of the actor
     * @throws IllegalStateException if no runtime is found, the wanted one does not exist, or the object is no new actor
     * @throws UnsupportedOperationException if the wanted runtime cannot run on this JVM
     */
    public static <A extends Actor> ActorRef<A> start(ActorFactory<? extends A> factory, ActorOptions options) {
        try {
            return make(factory, options);
        } catch (Exception e) {
            throw FutureOperations.<RuntimeException>asItIs(e);
        }
    }

    /**
     * Makes an actor and starts it. As {@link #start(ActorFactory)}, for a factory that throws a checked exception.
     *
     * @param factory makes the actor, in this thread
     * @param exception the class of the exceptions that the factory may throw
     * @param <A> the class of the actor
     * @param <X> that class
     * @return the reference of the actor
     * @throws X what the factory threw, as it is
     * @throws java.lang.reflect.UndeclaredThrowableException around a checked exception of another class
     */
    public static <A extends Actor, X extends Exception> ActorRef<A> start(
            ActorFactory<? extends A> factory, Class<X> exception) throws X {
        return start(factory, ActorOptions.defaults(), exception);
    }

    /**
     * Makes an actor and starts it. As {@link #start(ActorFactory, Class)}, with options.
     *
     * @param factory makes the actor, in this thread
     * @param options override those of the class, field by field
     * @param exception the class of the exceptions that the factory may throw
     * @param <A> the class of the actor
     * @param <X> that class
     * @return the reference of the actor
     * @throws X what the factory threw, as it is
     * @throws java.lang.reflect.UndeclaredThrowableException around a checked exception of another class
     */
    public static <A extends Actor, X extends Exception> ActorRef<A> start(
            ActorFactory<? extends A> factory, ActorOptions options, Class<X> exception) throws X {
        Objects.requireNonNull(exception, "exception");
        try {
            return make(factory, options);
        } catch (Exception e) {
            throw FutureOperations.declared(e, exception);
        }
    }

    @SuppressWarnings("unchecked") // the ref of an A
    private static <A extends Actor> ActorRef<A> make(ActorFactory<? extends A> factory, ActorOptions options) throws Exception {
        Objects.requireNonNull(factory, "factory");
        Objects.requireNonNull(options, "options");
        FirstUse.prepare();
        CarrierSearch.update(); // before the constructor, which may send messages
        StackReserve.ensure(); // for the end of the construction, too, whatever the factory throws
        Object outer = StartScope.begin();
        boolean started = false;
        try {
            Actor actor = factory.create();
            if (actor == null) {
                throw new NullPointerException("The factory returned null: it must return a new actor");
            }
            ActorCell cell = actor.cell();
            StartScope.made(cell);
            ActorOptions effective = options.over(Objects.requireNonNull(actor.options(), "options()"));
            Startup.start(cell, actor, RuntimeSelector.select(effective.runtime), effective, factory.getClass());
            started = true;
            return (ActorRef<A>) cell.ref();
        } finally {
            StartScope.end(outer, started);
        }
    }

    /**
     * Handles a message. The default logs it as unexpected and answers null.
     *
     * @param message any object, or null; it was not copied
     * @return the answer for the asker; may be null
     * @throws Exception goes to the asker, and the actor lives on; of a message that was told, it ends the actor by
     *     {@link #onFailure}
     */
    protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
        cell().unexpected(message);
        return null;
    }

    /**
     * Called before the first message.
     *
     * @throws Exception ends the actor by {@link #onFailure}
     */
    protected void onStart() throws Exception {}

    /**
     * Called when the actor was asked to stop, after the last message. The actor is out of the registry and takes no messages.
     *
     * @throws Exception is logged; the actor ends all the same
     */
    protected void onStop() throws Exception {}

    /**
     * Called instead of {@link #onStop} when the actor ends because of something thrown by {@link #onStart}, or by the handling
     * of a message that was told. The actor is out of the registry and takes no messages.
     *
     * @param failure what was thrown
     * @throws Exception is logged; the actor ends all the same
     */
    protected void onFailure(Throwable failure) throws Exception {}

    /**
     * The options of this class of actors, read once, after the constructor, in the starter's thread.
     *
     * @return the options, which those given to {@code start} override field by field
     */
    protected ActorOptions options() {
        return ActorOptions.defaults();
    }

    /**
     * Returns the reference of an actor, with the type of the actor: {@code refOf(this).defer(w -> w.more())}. Any thread may
     * call this; it does not block.
     *
     * @param actor the actor
     * @param <A> its class
     * @return the same object as {@link #actorRef()}
     */
    @SuppressWarnings("unchecked") // the ref of an A
    public static <A extends Actor> ActorRef<A> refOf(A actor) {
        return (ActorRef<A>) Objects.requireNonNull(actor, "actor").actorRef();
    }

    /**
     * Returns the reference of the actor behind a typed proxy. Any thread may call this; it does not block.
     *
     * @param proxy what {@link ActorRef#proxy(Class)} made
     * @return the reference
     * @throws IllegalArgumentException if it is something else
     */
    public static ActorRef<?> refOfProxy(Object proxy) {
        return ProxiesOfActors.refOf(Objects.requireNonNull(proxy, "proxy"));
    }

    /**
     * Returns the reference of this actor, to give to others.
     *
     * @return always the same object; {@link #refOf} gives it with the type of the actor
     */
    public final ActorRef<?> actorRef() {
        return cell().ref();
    }

    /**
     * Returns the URN of this actor.
     *
     * @return {@code urn:uuid:} and a random UUID
     */
    public final String actorUrn() {
        return cell().ref().actorUrn();
    }

    /**
     * Asks this actor to stop when it has handled what was sent before. Does not wait, never throws, and may be called from any
     * thread, any number of times, in any hook.
     */
    public final void stop() {
        StackReserve.ensure();
        cell().stop();
    }

    /**
     * Watches another actor: when it has ended, whatever ended it, this actor is told by an {@link ActorStopped} in its own
     * inbox, once for each watch, and the watch is over. If the other one is dead already, the message comes at once. To watch an
     * actor that is watched already changes nothing. A bounded inbox always takes the message. The watches of an actor end with
     * it. For this actor's constructor, hooks and handlers. Does not block.
     *
     * @param other the actor to watch
     * @throws ActorDeadException if the other actor was made by {@code new} and is not started
     * @throws IllegalArgumentException if it is this actor, which handles nothing after its end
     * @throws IllegalStateException if another thread calls this
     */
    protected final void watch(ActorRef<?> other) {
        OwnWatches.begin(cell().ref(), other);
    }

    /**
     * Gives up a watch: no {@link ActorStopped} of it comes any more, not even if it is in the inbox already. For this actor's
     * constructor, hooks and handlers. Does not block.
     *
     * @param other the actor that is watched; any other one changes nothing
     * @throws IllegalStateException if another thread calls this
     */
    protected final void unwatch(ActorRef<?> other) {
        OwnWatches.end(cell().ref(), other);
    }

    /**
     * Returns the timers of this actor: messages that come to it after a time, and end with it. For this actor's constructor,
     * hooks and handlers; any thread may call this, which does not block.
     *
     * @return always the same object
     */
    public final ActorTimers timers() {
        return cell().timers();
    }

    /**
     * Returns class and URN.
     *
     * @return as in {@code Greeter (urn:uuid:0fa6b0a8-...)}
     */
    @Override
    public String toString() {
        ActorCell now = cell;
        return now == null ? SafeText.clean(getClass().getName()) + " (no constructor ran)" : now.ref().toString();
    }

    private ActorCell cell() {
        ActorCell now = cell;
        if (now == null) {
            throw StartScope.notMade(getClass());
        }
        return now;
    }
}
