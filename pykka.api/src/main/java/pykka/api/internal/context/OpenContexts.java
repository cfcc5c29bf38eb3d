package pykka.api.internal.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.internal.mailbox.MessageNames;
import pykka.api.internal.mailbox.Wrapped;
import pykka.api.internal.util.StackReserve;
import pykka.api.spi.ContextCarrier.Carried;
import pykka.api.spi.ContextCarrier.HandledMessage;
import pykka.api.spi.ContextCarrier.Scope;

/** The contexts that are open around a handler, or a function of onComplete. For the thread that runs it. No method throws. */
public final class OpenContexts implements HandledMessage {
    private static final StackReserve.Code<Open, Carried, RuntimeException> OPEN = Open::open;
    private static final StackReserve.Code<Open, @Nullable Throwable, RuntimeException> CLOSE = Open::close;

    private final @Nullable ActorRef<?> actor;
    private final Object message;
    private @Nullable Open last;

    private OpenContexts(@Nullable ActorRef<?> actor, Object message) {
        this.actor = actor;
        this.message = message;
    }

    /** One of them. It is allocated before it is opened: what is open is always closed. */
    private final class Open {
        final Carrier carrier;
        final @Nullable Open before;
        @Nullable Scope scope;

        Open(Carrier carrier, @Nullable Open before) {
            this.carrier = carrier;
            this.before = before;
        }

        void open(Carried carried) {
            scope = actor == null ? carried.open() : carried.open(OpenContexts.this);
        }

        void close(@Nullable Throwable failure) {
            Objects.requireNonNull(scope).close(failure);
        }
    }

    /**
     * Opens the contexts that travel with a message, or with a function.
     *
     * @param actor the actor that is about to handle the message; null for a function
     * @return null if there is none, or no memory
     */
    public static @Nullable OpenContexts of(@Nullable ActorRef<?> actor, Object message) {
        if (!(message instanceof ContextMessage)) {
            return null;
        }
        OpenContexts opened;
        try {
            opened = new OpenContexts(actor, message);
        } catch (Throwable e) {
            return null;
        }
        opened.open();
        return opened;
    }

    private void open() {
        for (Object at = message; at instanceof ContextMessage each; at = each.message) {
            try {
                Carried carried = each.carried();
                if (carried != null) {
                    Open open = new Open(each.carrier, last);
                    StackReserve.apart(OPEN, open, carried);
                    if (open.scope != null) {
                        last = open;
                    }
                }
            } catch (Throwable e) {
                each.carrier.failed(e);
            }
        }
    }

    /** Closes them, the last one first. Closed contexts are not closed again. */
    public void close(@Nullable Throwable failure) {
        Open open = last;
        last = null;
        for (; open != null; open = open.before) {
            try {
                StackReserve.apart(CLOSE, open, failure);
            } catch (Throwable e) {
                open.carrier.failed(e);
            }
        }
    }

    @Override
    public ActorRef<?> actor() {
        return Objects.requireNonNull(actor);
    }

    @Override
    public String messageClass() {
        return String.valueOf(MessageNames.of(message));
    }
}
