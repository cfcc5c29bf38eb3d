package pykka.api.internal.timer;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Envelope;

/** What timers know of their actor, which is above this package: its reference, which does not keep it when it has ended. */
public interface TimerTarget {
    int ACCEPTED = 0;
    /** The inbox is bounded and has no place. */
    int FULL = 1;
    int CLOSED = 2;

    /** Puts a message into the inbox, and never waits. Returns what became of it. */
    int deliver(Envelope envelope);

    /** Called when a message will not be delivered because the actor has ended. Never throws. */
    void lost(@Nullable Object message);

    boolean isAlive();

    /** Throws ActorDeadException if the actor is dead. */
    void checkAlive();

    /** Has the actor read {@link OwnTimers#receiveTimer} again before its next message. */
    void renewTurn();

    /** Called by a thread that has set a timer of the actor from outside, or has cancelled one. Never throws. */
    void touched();

    /** Throws IllegalStateException unless the actor itself calls this, or its constructor. */
    void checkOwnTurn();
}
