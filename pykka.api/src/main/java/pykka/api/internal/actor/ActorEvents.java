package pykka.api.internal.actor;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd.Reason;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.DeadLetter.Cause;
import pykka.api.internal.mailbox.Invocation;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.MessageNames;
import pykka.api.internal.mailbox.Wrapped;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;
import pykka.api.internal.util.ThreadSlot;

/**
 * Tells listeners what actors do. Called between the steps of an actor's end, too: it allocates, so it is to be called only where
 * {@link ListenerHub#any} says so, and never throws. An event for which there is no memory is lost. There are no lambdas here,
 * whose call sites would be linked between two steps.
 */
public final class ActorEvents {
    /** Whether this thread tells a dead letter. */
    private static final ThreadSlot<Boolean> TELLS_LETTER = new ThreadSlot<>();

    private ActorEvents() {}

    /** Hides the reference, which would be the live actor to who casts it. */
    private record Named(ActorName ref) implements ActorName {
        @Override
        public String urn() {
            return ref.urn();
        }

        @Override
        public String className() {
            return SafeText.clean(ref.className());
        }

        @Override
        public String toString() {
            return ref.toString();
        }
    }

    private record Started(ActorName actor) implements Consumer<ActorListener> {
        @Override
        public void accept(ActorListener listener) {
            listener.started(actor);
        }
    }

    private record Ended(ActorName actor, Reason reason, @Nullable String failure) implements Consumer<ActorListener> {
        @Override
        public void accept(ActorListener listener) {
            listener.ended(actor, reason, failure);
        }
    }

    private record Handled(ActorName actor, String message, long waited, long nanos, @Nullable String failure)
            implements Consumer<ActorListener> {
        @Override
        public void accept(ActorListener listener) {
            listener.handled(actor, message, waited, nanos, failure);
        }
    }

    private record Restarted(ActorName actor, int restarts) implements Consumer<ActorListener> {
        @Override
        public void accept(ActorListener listener) {
            listener.restarted(actor, restarts);
        }
    }

    private record Letter(ActorName actor, String message, Cause cause, Optional<Reason> end, boolean asked, Optional<Object> content)
            implements DeadLetter, Consumer<ActorListener> {
        @Override
        public void accept(ActorListener listener) {
            listener.deadLetter(this);
        }

        Letter with(@Nullable Object found) {
            return found == null ? this : new Letter(actor, message, cause, end, asked, Optional.of(found));
        }

        @Override
        public String toString() {
            return message + (asked ? " asked of " : " told to ") + actor + ": " + cause + end.map(reason -> ", " + reason).orElse("");
        }
    }

    /** Returns the name of an actor for listeners. */
    static ActorName name(ActorName ref) {
        return new Named(ref);
    }

    static void started(ActorName ref) {
        try {
            ListenerHub.tell(new Started(name(ref)));
        } catch (Throwable e) {
            // see the class comment
        }
    }

    static void ended(ActorName ref, Reason reason, @Nullable Throwable failure) {
        try {
            ListenerHub.tell(new Ended(name(ref), reason, className(failure)));
        } catch (Throwable e) {
            // see the class comment
        }
    }

    static void handled(ActorName ref, @Nullable Object message, long waited, long nanos, @Nullable Throwable failure) {
        try {
            ListenerHub.tell(new Handled(name(ref), text(message), waited, nanos, className(failure)));
        } catch (Throwable e) {
            // see the class comment
        }
    }

    /** An actor was started again. */
    public static void restarted(ActorName ref, int restarts) {
        try {
            ListenerHub.tell(new Restarted(name(ref), restarts));
        } catch (Throwable e) {
            // see the class comment
        }
    }

    /**
     * A message is not handled. Nothing is told if it is a listener that has sent it while this thread tells it a dead letter: it
     * would be called without end.
     *
     * @param end why the actor has ended; null if it has not, or if it is not known
     * @param code whether the message is a lambda to be run, which is never given to listeners
     * @return false after an error of this method's own, such as the lack of memory; what listeners throw is none
     */
    static boolean deadLetter(ActorName ref, @Nullable Object message, Cause cause, @Nullable Reason end, boolean asked, boolean code) {
        try {
            if (TELLS_LETTER.get() != null) {
                return true;
            }
            Object content = message == null ? Mark.NULL : Wrapped.content(message);
            boolean none = code || content == Mark.NULL || content instanceof Invocation;
            Letter letter = new Letter(name(ref), text(message), cause, Optional.ofNullable(end), asked, Optional.empty());
            Consumer<ActorListener> withContent = letter.with(none ? null : content);
            StackReserve.ensureApart(); // so that the slot is reset
            TELLS_LETTER.exchange(true);
            try {
                ListenerHub.tell(letter, withContent);
            } finally {
                TELLS_LETTER.exchange(null);
            }
            return true;
        } catch (Throwable e) {
            return false; // see the class comment
        }
    }

    private static String text(@Nullable Object message) {
        return String.valueOf(MessageNames.of(message == null ? Mark.NULL : message));
    }

    private static @Nullable String className(@Nullable Throwable failure) {
        return failure == null ? null : SafeText.clean(failure.getClass().getName());
    }
}
