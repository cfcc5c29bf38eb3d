package pykka.api.internal.actor;

import pykka.api.ActorMemberException;

/**
 * Thrown on the actor's thread by a message that cannot be carried out. An asker gets the reason; a told message is logged as
 * unexpected. The actor lives on.
 */
public final class RefusedMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    final ActorMemberException reason;

    public RefusedMessage(ActorMemberException reason) {
        super(null, null, false, false);
        this.reason = reason;
    }
}
