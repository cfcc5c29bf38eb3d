package pykka.api;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorRuntime;

/**
 * How an actor is run. Immutable: each method that sets something returns a new object. What is not set is left open, so that
 * the options given to {@link Actor#start(ActorFactory, ActorOptions)} override those of the class ({@link Actor#options()})
 * field by field. Stands for what the original has as class attributes and overridden factory methods.
 */
@ProviderType
public final class ActorOptions {

    final @Nullable Object runtime; // a name or an ActorRuntime
    final @Nullable Lookup lookup;
    final @Nullable Class<?> owner;
    private final @Nullable Integer inboxCapacity;
    private final @Nullable WhenFull whenFull;
    private final @Nullable Boolean daemon;
    private final @Nullable Boolean withdrawTimedOut;

    /** What a sender meets when the inbox is full. */
    public enum WhenFull {
        /**
         * The sender waits for a free place. An actor that sends to itself never waits: its messages are always taken. A
         * broadcast does not wait either, it passes the actor over.
         */
        BLOCK,
        /** {@code tell} throws {@link ActorInboxFullException}, and the future of an ask fails with it. */
        REFUSE
    }

    /** Apart from the class, which may be the first one of the library to be used. */
    private static final class Defaults {
        static final ActorOptions VALUE = new ActorOptions(null, null, null, null, null, null, null);
    }

    /** A lookup, wrapped so that no generated method prints or compares it. */
    record Lookup(MethodHandles.Lookup value) {}

    private ActorOptions(@Nullable Object runtime, @Nullable Integer inboxCapacity, @Nullable WhenFull whenFull,
            @Nullable Boolean daemon, @Nullable Boolean withdrawTimedOut, @Nullable Lookup lookup, @Nullable Class<?> owner) {
        this.runtime = runtime;
        this.inboxCapacity = inboxCapacity;
        this.whenFull = whenFull;
        this.daemon = daemon;
        this.withdrawTimedOut = withdrawTimedOut;
        this.lookup = lookup;
        this.owner = owner;
    }

    /**
     * Returns options that leave everything open: the selected runtime, an unbounded inbox, an actor that keeps the JVM alive.
     *
     * @return the options, always the same
     */
    public static ActorOptions defaults() {
        FirstUse.prepare();
        return Defaults.VALUE;
    }

    /**
     * Selects a runtime by its name.
     *
     * @param name the name of the runtime, as in {@code "virtual"}; whether there is one is checked at the start
     * @return new options
     */
    public ActorOptions runtime(String name) {
        return new ActorOptions(
                Objects.requireNonNull(name, "name"), inboxCapacity, whenFull, daemon, withdrawTimedOut, lookup, owner);
    }

    /**
     * Gives the runtime itself, which needs no ServiceLoader to find it.
     *
     * @param runtime the runtime; the code that made it closes it
     * @return new options
     */
    public ActorOptions runtime(ActorRuntime runtime) {
        return new ActorOptions(
                Objects.requireNonNull(runtime, "runtime"), inboxCapacity, whenFull, daemon, withdrawTimedOut, lookup, owner);
    }

    /**
     * Bounds the inbox. Counted are messages that were accepted and not yet taken by the actor; a request to stop is neither
     * counted nor refused, and what was sent before the actor started is always taken.
     *
     * @param capacity the number of messages, at least 1
     * @return new options
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public ActorOptions inboxCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "inboxCapacity is " + capacity + ": say at least 1, or leave it out for an unbounded inbox");
        }
        return new ActorOptions(runtime, capacity, whenFull, daemon, withdrawTimedOut, lookup, owner);
    }

    /**
     * Says what a sender meets when the inbox is full. Without effect on an unbounded inbox.
     *
     * @param whenFull what happens; {@link WhenFull#BLOCK} if not set
     * @return new options
     */
    public ActorOptions whenFull(WhenFull whenFull) {
        return new ActorOptions(
                runtime, inboxCapacity, Objects.requireNonNull(whenFull, "whenFull"), daemon, withdrawTimedOut, lookup, owner);
    }

    /**
     * Says whether the JVM may end while the actor lives. The original's {@code use_daemon_thread}.
     *
     * @param daemon true: the JVM does not wait for the actor, which may end without {@code onStop}; false: it does, on every
     *     runtime
     * @return new options
     */
    public ActorOptions daemon(boolean daemon) {
        return new ActorOptions(runtime, inboxCapacity, whenFull, daemon, withdrawTimedOut, lookup, owner);
    }

    /**
     * Says what becomes of an {@link ActorRef#ask(Object, java.time.Duration) ask with a limit} that the actor has not begun with
     * when the limit is over. The original handles it all the same.
     *
     * @param withdraw true: it is taken back and never handled; false: it is handled, and the answer is dropped
     * @return new options
     */
    public ActorOptions withdrawTimedOut(boolean withdraw) {
        return new ActorOptions(runtime, inboxCapacity, whenFull, daemon, withdraw, lookup, owner);
    }

    /**
     * Gives proxies access to members that are not public to all code: those of an actor that is not public, or whose package
     * is not exported.
     *
     * @param lookup what {@code MethodHandles.lookup()} returns in the class of the actor
     * @return new options
     */
    public ActorOptions lookup(MethodHandles.Lookup lookup) {
        return new ActorOptions(runtime, inboxCapacity, whenFull, daemon, withdrawTimedOut,
                new Lookup(Objects.requireNonNull(lookup, "lookup")), owner);
    }

    /**
     * Says on whose behalf the actor is started. In OSGi the actor ends with the bundle of this class instead of the bundle of
     * its factory; a library that starts actors for its callers needs that. Without effect outside OSGi.
     *
     * @param owner a class of the owner
     * @return new options
     */
    public ActorOptions owner(Class<?> owner) {
        return new ActorOptions(
                runtime, inboxCapacity, whenFull, daemon, withdrawTimedOut, lookup, Objects.requireNonNull(owner, "owner"));
    }

    /**
     * Returns the capacity of the inbox.
     *
     * @return the number of messages, or {@link Integer#MAX_VALUE} if it is unbounded
     */
    public int inboxCapacity() {
        return inboxCapacity == null ? Integer.MAX_VALUE : inboxCapacity;
    }

    /**
     * Returns what a sender meets when the inbox is full.
     *
     * @return what happens; {@link WhenFull#BLOCK} if not set
     */
    public WhenFull whenFull() {
        return whenFull == null ? WhenFull.BLOCK : whenFull;
    }

    /**
     * Returns whether the JVM may end while the actor lives.
     *
     * @return true if so; false if not set
     */
    public boolean daemon() {
        return daemon != null && daemon;
    }

    /**
     * Returns whether an ask is taken back whose limit is over before the actor has begun with it.
     *
     * @return true if so; false if not set
     */
    public boolean withdrawTimedOut() {
        return withdrawTimedOut != null && withdrawTimedOut;
    }

    /**
     * Returns the name of the runtime, where one was selected by name.
     *
     * @return the name, or empty
     */
    public Optional<String> runtimeName() {
        return runtime instanceof String name ? Optional.of(name) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActorOptions options && set().equals(options.set());
    }

    @Override
    public int hashCode() {
        return set().hashCode();
    }

    /** Tells what is set, with the name of a class in place of a runtime, a lookup or an owner. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ActorOptions[");
        set().forEach((name, value) -> text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ").append(name).append('=')
                .append(SafeText.clean(value instanceof Class<?> type ? type.getName()
                        : value instanceof Lookup given ? given.value().lookupClass().getName()
                        : value instanceof ActorRuntime given ? given.getClass().getName() : String.valueOf(value))));
        return text.append(']').toString();
    }

    private Map<String, Object> set() {
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("runtime", runtime);
        set.put("inboxCapacity", inboxCapacity);
        set.put("whenFull", whenFull);
        set.put("daemon", daemon);
        set.put("withdrawTimedOut", withdrawTimedOut);
        set.put("lookup", lookup);
        set.put("owner", owner);
        set.values().removeIf(Objects::isNull);
        return set;
    }

    /** These options, and those of the class where these are open. */
    ActorOptions over(ActorOptions base) {
        if (base == Defaults.VALUE || this == base) {
            return this;
        }
        if (this == Defaults.VALUE) {
            return base;
        }
        return new ActorOptions(
                runtime != null ? runtime : base.runtime,
                inboxCapacity != null ? inboxCapacity : base.inboxCapacity,
                whenFull != null ? whenFull : base.whenFull,
                daemon != null ? daemon : base.daemon,
                withdrawTimedOut != null ? withdrawTimedOut : base.withdrawTimedOut,
                lookup != null ? lookup : base.lookup,
                owner != null ? owner : base.owner);
    }
}
