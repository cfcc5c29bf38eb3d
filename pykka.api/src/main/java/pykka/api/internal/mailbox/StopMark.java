package pykka.api.internal.mailbox;

import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;

/** The message that requests the actor to stop, one for each cause. Only the library can send it. */
public final class StopMark {
    /** By the actor itself, or by another. */
    public static final StopMark ASKED = new StopMark(Reason.STOPPED);
    public static final StopMark GROUP = new StopMark(Reason.GROUP_CLOSED);
    public static final StopMark BUNDLE = new StopMark(Reason.BUNDLE_STOPPED);
    public static final StopMark EXIT = new StopMark(Reason.JVM_EXIT);

    /** What the actor tells of its end if this ended it. */
    public final ActorEnd end;

    private StopMark(Reason reason) {
        end = new ActorEnd(reason, null);
    }
}
