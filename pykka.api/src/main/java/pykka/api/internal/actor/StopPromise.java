package pykka.api.internal.actor;

import pykka.api.internal.promise.LocalPromise;

/** The reply to a request to stop: true when the actor has ended. */
final class StopPromise extends LocalPromise<Boolean> {
    private static final long serialVersionUID = 1;

    /** The reply if the actor had ended before the request. */
    final transient boolean ifEnded;

    StopPromise(boolean ifEnded) {
        this.ifEnded = ifEnded;
    }
}
