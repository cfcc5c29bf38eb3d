package pykka.api.internal.monitor;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pykka.api.inspect.ActorInfo;
import pykka.api.internal.util.SafeText;

/** What was seen of an actor. */
record ActorSnapshot(String urn, String className, String runtime, Optional<String> owner,
        Optional<String> group, State state, int inboxLength,
        OptionalInt inboxCapacity, long refused, Optional<String> handling, OptionalInt messageNumber, Optional<String> waitsFor,
        Optional<String> waitsForUrn, Optional<Duration> waitTime, boolean timed, Optional<String> threadName,
        OptionalLong threadId) implements ActorInfo {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(className).append(" (").append(urn).append(") on ")
                .append(SafeText.clean(runtime)).append(": ").append(state).append(", ");
        text.append(inboxLength).append(inboxLength == Snapshots.INBOX_LIMIT ? " or more" : "");
        text.append(inboxLength == 1 ? " message waits" : " messages wait");
        inboxCapacity.ifPresent(most -> text.append(" (of ").append(most).append(" at most)"));
        text.append(refused == 0 ? "" : ", " + refused + (refused == 1 ? " was refused" : " were refused"));
        owner.ifPresent(bundle -> text.append(", belongs to ").append(SafeText.clean(bundle)));
        group.ifPresent(name -> text.append(", is in the group ").append(SafeText.clean(name)));
        handling.ifPresent(message -> text.append(", handles ").append(message));
        waitsFor.ifPresent(other -> text.append(", has waited for ").append(other));
        waitTime.ifPresent(time -> text.append(" for ").append(time.toMillis()).append(" ms"));
        return text.append(timed ? ", with a time limit" : "").toString();
    }
}
