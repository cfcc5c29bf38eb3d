package pykka.api.internal.actor;

import pykka.api.ActorConsumer;
import pykka.api.internal.mailbox.Envelope;

/** A told lambda: an envelope of its own kind, which spares a wrapper. */
final class DeferEnvelope extends Envelope {
    private static final long serialVersionUID = 1;

    DeferEnvelope(ActorConsumer<?> code) {
        super(code);
    }
}
