package pykka.api.internal.actor;

import pykka.api.internal.mailbox.Envelope;

/** The envelope of a told lambda. A class of its own, which saves a wrapper around the lambda. */
final class DeferEnvelope extends Envelope {
    private static final long serialVersionUID = 1;

    /** Of an {@code ActorConsumer}, perhaps in a context. */
    DeferEnvelope(Object code) {
        super(code);
    }
}
