package pykka.api;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.internal.util.SafeText;

/**
 * A reference to an actor, to be passed around freely. There is one for each actor, so references can be compared by identity
 * and kept in sets; it does not keep the actor in memory. The original's {@code ActorRef}.
 *
 * <p>A reference may be of an actor in another JVM: of a module that brings such ones, as {@code pykka.cluster}, whose page says
 * how they differ. What needs the actor's class in this JVM ({@link #actorClass}, {@link #call}, {@link #run}, {@link #defer},
 * {@link #proxy()}) throws an UnsupportedOperationException there, which names another way; and {@link ActorRegistry}, groups and
 * {@link pykka.api.inspect.Inspection} know the actors of this JVM alone.
 *
 * <p>All methods may be called from any thread, the actor's own included.
 *
 * @param <A> the class of the actor
 */
@ProviderType
public interface ActorRef<A> {
    /**
     * Narrows the type of this reference.
     *
     * @param type a class or interface that the actor's class must be, extend or implement
     * @param <T> the type
     * @return this reference
     * @throws ClassCastException if the actor is not of that type
     * @throws IllegalStateException if the actor is dead and its class no longer loaded
     */
    @SuppressWarnings("unchecked") // checked here
    default <T> ActorRef<T> as(Class<T> type) {
        if (!type.isAssignableFrom(actorClass())) {
            throw new ClassCastException(this + " is not a " + SafeText.clean(type.getName()));
        }
        return (ActorRef<T>) this;
    }

    /**
     * Returns the class of the actor.
     *
     * @return the class
     * @throws IllegalStateException if the actor is dead and its class no longer loaded
     */
    Class<? extends A> actorClass();

    /**
     * Returns the URN of the actor. {@link ActorRegistry#getByUrn} finds the actor by it.
     *
     * @return {@code urn:uuid:} and a random UUID, always the same
     */
    String actorUrn();

    /**
     * Tells whether the actor takes messages: from its constructor on, if a start makes it, until it has begun to end. One that
     * was made by {@code new} alone takes none, and its reference says so, until {@link Actor#start(ActorFactory)} is given it.
     *
     * @return true if so
     */
    boolean isAlive();

    /**
     * Sends a message and does not wait for the actor. If the inbox is bounded, full and blocking, it waits for a place.
     *
     * @param message any object, or null; it is not copied
     * @throws ActorDeadException if the actor is dead
     * @throws ActorInboxFullException if the inbox is bounded, full and refuses
     * @throws ActorInterruptedException if the thread is interrupted while it waits for a place; nothing was sent
     */
    void tell(@Nullable Object message);

    /**
     * Sends a message after some time, unless the actor has ended by then. It comes through the inbox, in its turn, as one that
     * is told. It never waits for a place in a bounded inbox: {@link ActorTimers} says what happens.
     *
     * @param delay the time; zero or negative: at once, but not before this returns to an actor that tells itself; more than 146
     *     years: never
     * @param message any object, or null; it is not copied
     * @return the timer, to be cancelled or to be ignored
     * @throws ActorDeadException if the actor is dead
     */
    ActorTimer tellAfter(Duration delay, @Nullable Object message);

    /**
     * Sends a message and waits for the answer, perhaps forever.
     *
     * @param message any object, or null; it is not copied
     * @return the answer, which may be null
     * @throws ActorDeadException if the actor is dead, or ends before it comes to the message
     * @throws ActorDeadlockException if the actor asks itself, or the wait closes a cycle of waiting actors; the message is taken
     *     back then, unless the actor has begun with it
     * @throws ActorStarvationException if the runtime has no thread to run others while this one waits; as for a deadlock
     * @throws ActorInboxFullException if the inbox is bounded, full and refuses
     * @throws ActorInterruptedException if the thread is interrupted: before, and nothing was sent; or while it waits
     */
    @Nullable Object ask(@Nullable Object message);

    /**
     * Sends a message and waits for the answer, for a limited time. Whatever the handler threw is thrown here, as it is, be it
     * checked or not. A message whose asker gave up is handled all the same, unless {@link ActorOptions#withdrawTimedOut} is set.
     *
     * @param message any object, or null; it is not copied
     * @param timeout how long to wait; zero or negative: do not wait; huge: for ever
     * @return the answer, which may be null
     * @throws ActorTimeoutException if there is no answer in time
     * @throws ActorDeadException if the actor is dead, or ends before it comes to the message
     * @throws ActorInboxFullException if the inbox is bounded, full and refuses
     * @throws ActorInterruptedException if the thread is interrupted: before, and nothing was sent; or while it waits
     */
    @Nullable Object ask(@Nullable Object message, Duration timeout);

    /**
     * Sends a message and waits for the answer, perhaps forever. As {@link #ask(Object)}, for a caller that wants to catch a
     * checked exception of the handler.
     *
     * @param message any object, or null; it is not copied
     * @param exception a class of exceptions that the handler may throw
     * @param <X> that class
     * @return the answer, which may be null
     * @throws X if the handler threw an exception of that class
     * @throws java.lang.reflect.UndeclaredThrowableException around a checked exception of another class; what is not checked is
     *     thrown as it is
     */
    <X extends Exception> @Nullable Object ask(@Nullable Object message, Class<X> exception) throws X;

    /**
     * Sends a message and waits for the answer, for a limited time. As {@link #ask(Object, Class)}.
     *
     * @param message any object, or null; it is not copied
     * @param exception a class of exceptions that the handler may throw
     * @param timeout how long to wait; zero or negative: do not wait; huge: for ever
     * @param <X> that class
     * @return the answer, which may be null
     * @throws X if the handler threw an exception of that class
     * @throws java.lang.reflect.UndeclaredThrowableException around a checked exception of another class; what is not checked is
     *     thrown as it is
     * @throws ActorTimeoutException if there is no answer in time
     */
    <X extends Exception> @Nullable Object ask(@Nullable Object message, Class<X> exception, Duration timeout) throws X;

    /**
     * Sends a message and returns at once with a future for the answer. The original's {@code ask(block=False)}.
     *
     * @param message any object, or null; it is not copied
     * @return the future; if the actor is dead or its inbox refuses, it has failed already
     * @throws ActorInterruptedException if the thread is interrupted while it waits for a place in a bounded inbox
     * @throws ActorDeadlockException if the wait for that place closes a cycle of waiting actors
     */
    Future<@Nullable Object> askAsync(@Nullable Object message);

    /**
     * Runs a function on the actor, in its turn like a message, with its result for the caller.
     *
     * @param function is given the actor; it should not hand the actor out
     * @param <R> the type of the result
     * @return a future for the result, as of {@link #askAsync}
     */
    <R extends @Nullable Object> Future<R> call(ActorFunction<? super A, ? extends R> function);

    /**
     * Runs code without a result on the actor, in its turn like a message; the future tells when it is done.
     * {@code ref.run(a -> {}).get()} waits until the actor has handled all that was sent before.
     *
     * @param code is given the actor
     * @return a future of null, as of {@link #askAsync}
     */
    Future<@Nullable Void> run(ActorConsumer<? super A> code);

    /**
     * Runs code on the actor, in its turn like a message that was told: no future is returned, and what the code throws ends the
     * actor.
     *
     * @param code is given the actor
     * @throws ActorDeadException as of {@link #tell}
     * @throws ActorInboxFullException as of {@link #tell}
     * @throws ActorInterruptedException as of {@link #tell}
     */
    void defer(ActorConsumer<? super A> code);

    /**
     * Returns a proxy of the actor: its methods and attributes by name.
     *
     * @return a new proxy
     * @throws ActorDeadException if the actor is dead
     * @throws ActorMemberException if none of its members can be reached; the text says what to do
     */
    ActorProxy proxy();

    /**
     * As {@link #proxy()}, with a lookup that is tried before the one of the actor's options.
     *
     * @param lookup reaches the members, as {@code MethodHandles.lookup()} of a class that may call them
     * @return a new proxy
     * @throws ActorDeadException if the actor is dead
     * @throws ActorMemberException if none of its members can be reached
     */
    ActorProxy proxy(MethodHandles.Lookup lookup);

    /**
     * Returns a proxy of the actor that implements an interface. A method of the interface calls the actor's method of that name,
     * or else reads (without parameter) or writes (with one) the attribute of that name. It returns a {@link Future}, a
     * {@link java.util.concurrent.CompletionStage} or a {@link java.util.concurrent.CompletableFuture} of the result, or void:
     * that is a message which is told. A method that returns another interface gives a proxy of a traversable attribute; default
     * methods run in the caller.
     *
     * @param type the interface
     * @param <P> the interface
     * @return a new proxy, of the interface's class loader; equal to others of this actor and interface
     * @throws ActorDeadException if the actor is dead
     * @throws ActorMemberException if the interface does not fit the actor; all problems are listed, each with its remedy
     */
    <P> P proxy(Class<P> type);

    /**
     * As {@link #proxy(Class)}, with a lookup that is tried before the one of the actor's options, and by which default methods
     * are called.
     *
     * @param type the interface
     * @param lookup reaches the members, as {@code MethodHandles.lookup()} of a class that may call them
     * @param <P> the interface
     * @return a new proxy
     * @throws ActorDeadException if the actor is dead
     * @throws ActorMemberException if the interface does not fit the actor
     */
    <P> P proxy(Class<P> type, MethodHandles.Lookup lookup);

    /**
     * Asks the actor to stop and waits until it has ended: what was accepted before is handled, then
     * {@link Actor#onStop} runs.
     *
     * @return true if the actor has ended; false if it was dead already
     * @throws ActorDeadlockException if the actor would wait for its own end; it says {@link Actor#stop()} instead
     * @throws ActorInterruptedException if the thread is interrupted while it waits; the actor ends all the same
     */
    boolean stop();

    /**
     * As {@link #stop()}, for a limited time.
     *
     * @param timeout how long to wait; zero or negative: do not wait; huge: for ever
     * @return true if the actor has ended; false if it was dead already
     * @throws ActorTimeoutException if the actor has not ended in time; it will when it comes to the request
     * @throws ActorInterruptedException if the thread is interrupted while it waits; the actor ends all the same
     */
    boolean stop(Duration timeout);

    /**
     * Asks the actor to stop and does not wait.
     *
     * @return a future: true when the actor has ended, false if it was dead already
     */
    Future<Boolean> stopAsync();

    /**
     * Has the actor end after the message that it handles now, and does not wait. What waits in its inbox is dropped: asks fail
     * with {@link ActorDeadException}, at once but for one, which may be the message at hand and is answered after that; messages
     * that were told are counted in a WARN. From now on the actor is not alive, and out of the registry. It ends by
     * {@link Actor#onStop}, like any actor that is stopped. One that has not begun {@link Actor#onStart} runs that, and then
     * ends.
     *
     * @return a future: true when the actor has ended, false if it was dead already
     */
    Future<Boolean> stopNow();

    /**
     * As {@link #stopNow()}, and may interrupt the message that the actor handles now, or its {@link Actor#onStart}: its thread
     * is interrupted, once. {@link Actor#onStop} is not interrupted.
     *
     * @param interrupt whether to interrupt
     * @return a future: true when the actor has ended, false if it was dead already
     */
    Future<Boolean> stopNow(boolean interrupt);

    /**
     * Returns a future that completes when the actor has ended, whatever ended it. Its CompletableFuture is one for all, which
     * the actor alone completes.
     *
     * @return a future that tells what ended the actor, and cannot be set; it fails with {@link ActorDeadException} if the actor
     *     was made by {@code new} and is not started
     */
    Future<ActorEnd> whenStopped();

    /**
     * Returns class and URN.
     *
     * @return as in {@code Greeter (urn:uuid:0fa6b0a8-...)}
     */
    @Override
    String toString();
}
