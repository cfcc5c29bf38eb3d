package pykka.api.internal.actor;

import pykka.api.internal.promise.LocalPromise;

/** The answer to a request to stop: true when the actor has ended. */
final class StopPromise extends LocalPromise<Boolean> {
    private static final long serialVersionUID = 1;

    /** The answer if the actor had ended before it was asked. */
    final transient boolean ifEnded;

    StopPromise(boolean ifEnded) {
        this.ifEnded = ifEnded;
    }
}
