package pykka.api.internal.actor;

import pykka.api.ActorConsumer;
import pykka.api.internal.mailbox.Envelope;

/** The envelope of a told lambda. A class of its own, which saves a wrapper around the lambda. */
final class DeferEnvelope extends Envelope {
    private static final long serialVersionUID = 1;

    DeferEnvelope(ActorConsumer<?> code) {
        super(code);
    }
}
