package pykka.api.kernel;

import pykka.api.ActorConsumer;
import pykka.api.internal.mailbox.Envelope;

/** A told lambda: an envelope of its own kind, which spares a wrapper. */
final class Deferred extends Envelope {
    private static final long serialVersionUID = 1;

    Deferred(ActorConsumer<?> code) {
        super(code);
    }
}
