package pykka.debug;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded. The events are registered when they are wanted, and known by their names alone: a recording that knew a class
 * would keep its class loader.
 */
final class Events {
    private Events() {}

    @Name("pykka.ActorStarted")
    @Label("Actor Started")
    @Category("Pykka")
    @StackTrace(false)
    @Registered(false)
    static final class ActorStarted extends Event {
        @Label("Actor")
        @Nullable String actor;
        @Label("Class of Actor")
        @Nullable String actorClass;
    }

    @Name("pykka.ActorStopped")
    @Label("Actor Stopped")
    @Category("Pykka")
    @Description("An actor has ended, but not because something was thrown")
    @StackTrace(false)
    @Registered(false)
    static final class ActorStopped extends Event {
        @Label("Actor")
        @Nullable String actor;
        @Label("Class of Actor")
        @Nullable String actorClass;
        @Label("Reason")
        @Nullable String reason;
    }

    @Name("pykka.ActorFailed")
    @Label("Actor Failed")
    @Category("Pykka")
    @Description("An actor has ended because something was thrown")
    @StackTrace(false)
    @Registered(false)
    static final class ActorFailed extends Event {
        @Label("Actor")
        @Nullable String actor;
        @Label("Class of Actor")
        @Nullable String actorClass;
        @Label("Class of Failure")
        @Nullable String failure;
    }

    @Name("pykka.MessageHandled")
    @Label("Message Handled")
    @Category("Pykka")
    @StackTrace(false)
    @Registered(false)
    static final class MessageHandled extends Event {
        @Label("Actor")
        @Nullable String actor;
        @Label("Class of Actor")
        @Nullable String actorClass;
        @Label("Class of Message")
        @Nullable String message;
        @Label("Handled for")
        @Timespan
        long handledFor;
        @Label("Messages that Wait")
        int inboxLength;
    }

    @Name("pykka.WaitTimedOut")
    @Label("Wait Timed Out")
    @Category("Pykka")
    @Description("An ask, or another wait with a time limit, has come to nothing")
    @Registered(false)
    static final class WaitTimedOut extends Event {
        @Label("Who")
        @Nullable String who;
        @Label("Waited for Whom")
        @Nullable String waitedFor;
        @Label("Waited for")
        @Timespan
        long waited;
    }

    @Name("pykka.Deadlock")
    @Label("Deadlock")
    @Category("Pykka")
    @Description("Actors wait for each other")
    @StackTrace(false)
    @Registered(false)
    static final class Deadlock extends Event {
        @Label("Report")
        @Nullable String report;
    }
}
