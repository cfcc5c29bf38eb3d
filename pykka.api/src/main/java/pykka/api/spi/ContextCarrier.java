package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.ActorRef;

/**
 * Carries what belongs to a thread, such as the trace that it works for, with each message to the thread that handles it:
 * captured where the message is sent, set around its handler, taken back after it. Found by {@link java.util.ServiceLoader} when
 * an actor is started, in a framework in bundles and among services, or added by {@link ContextCarriers}. Without a carrier,
 * messages cost nothing more.
 *
 * <p>Its methods run for each message. They must be quick, must not wait, and must not use actors. What one of them throws is
 * logged once for each carrier, and the message goes on without this context.
 */
@FunctionalInterface
@ConsumerType
public interface ContextCarrier {
    /**
     * Captures what the calling thread has now. Called by the sender's thread for each message to an actor, by that which sets a
     * timer for all messages of the timer, and by that which calls {@link pykka.api.Future#onComplete}.
     *
     * @param ask whether an answer is expected: of an ask, a call or a proxy's method with a result
     * @return what to set around the handler; null if there is nothing to carry, and then nothing is allocated for it
     */
    @Nullable Carried capture(boolean ask);

    /**
     * What was captured. It is referred to until the message is handled or dropped: by a repeated timer, until that ends. Called
     * by any thread, and of a repeated timer or a broadcast more than once.
     */
    @FunctionalInterface
    @ConsumerType
    interface Carried {
        /**
         * Sets on the calling thread what was captured.
         *
         * @return takes it back; called by the same thread
         */
        Scope open();

        /**
         * As {@link #open()}, called on the actor before it handles a message.
         *
         * @param message what is about to be handled
         * @return takes it back; called by the same thread
         */
        default Scope open(HandledMessage message) {
            return open();
        }
    }

    /** Takes back what was set. */
    @FunctionalInterface
    @ConsumerType
    interface Scope {
        /**
         * Gives the thread back what it had before. Called once, by the thread that opened it, after the handler: before the
         * answer can be read, and of a failure after it was logged.
         *
         * @param failure what the handler threw; null if it threw nothing
         */
        void close(@Nullable Throwable failure);
    }

    /** A message that an actor handles. */
    @ProviderType
    interface HandledMessage {
        /**
         * Returns the actor.
         *
         * @return its reference
         */
        ActorRef<?> actor();

        /**
         * Returns the name of the class of the message.
         *
         * @return the name; of a lambda, that of its class; {@code null} as a text for null
         */
        String messageClass();
    }
}
