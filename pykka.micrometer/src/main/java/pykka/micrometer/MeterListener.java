package pykka.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.DeadLetter;

/** Updates the meters of one registry. */
final class MeterListener implements ActorListener {
    private static final String ACTOR = "actor";

    private final MeterRegistry registry;
    private final boolean inboxTime;
    /** By class of actor and of what was thrown. The registry's own look-up makes tags, of each message. */
    private final Map<Handled, Timer> handled = new ConcurrentHashMap<>();
    private final Map<String, Timer> waited = new ConcurrentHashMap<>();
    private final Timer timedOut;
    private final Counter deadlocks;

    MeterListener(MeterRegistry registry, boolean inboxTime) {
        this.registry = registry;
        this.inboxTime = inboxTime;
        timedOut = Timer.builder("pykka.waits.timedout").description("Waits that came to nothing").register(registry);
        deadlocks = Counter.builder("pykka.deadlocks").description("Deadlocks that were found").register(registry);
    }

    private record Handled(String actor, String exception) {}

    @Override
    public boolean wantsInboxTime() {
        return inboxTime;
    }

    @Override
    public void started(ActorName actor) {
        count("pykka.actors.started", "Actors that were started", actor.className());
    }

    @Override
    public void ended(ActorName actor, ActorEnd.Reason reason, @Nullable String failure) {
        count("pykka.actors.ended", "Actors that have ended", actor.className(), "reason", tag(reason));
    }

    @Override
    public void restarted(ActorName actor, int restarts) {
        count("pykka.actors.restarted", "Actors that were started again after a failure", actor.className());
    }

    @Override
    public void stuck(ActorInfo actor, long nanos) {
        count("pykka.actors.stuck", "Actors that were found at one message for too long", actor.className());
    }

    @Override
    public void handled(ActorName actor, String message, long inInbox, long nanos, @Nullable String failure) {
        String name = actor.className();
        Handled key = new Handled(name, failure == null ? "none" : failure.substring(failure.lastIndexOf('.') + 1));
        known(handled, key, this::timer).record(nanos, TimeUnit.NANOSECONDS);
        if (inboxTime && inInbox >= 0) {
            known(waited, name, this::inboxTimer).record(inInbox, TimeUnit.NANOSECONDS);
        }
    }

    /** On JDK 17, computeIfAbsent may lock though the key is there. */
    private static <K> Timer known(Map<K, Timer> timers, K key, Function<K, Timer> maker) {
        Timer timer = timers.get(key);
        return timer != null ? timer : timers.computeIfAbsent(key, maker);
    }

    private Timer timer(Handled of) {
        return Timer.builder("pykka.messages.handled").description("Messages that were handled, and the time in the handler")
                .tag(ACTOR, of.actor).tag("exception", of.exception).register(registry);
    }

    private Timer inboxTimer(String actor) {
        return Timer.builder("pykka.messages.waited").description("The time that messages were in the inbox")
                .tag(ACTOR, actor).register(registry);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        count("pykka.messages.dead", "Messages that were not handled", letter.actor().className(), "cause", tag(letter.cause()));
    }

    @Override
    public void timedOut(String who, @Nullable ActorName waitsFor, long nanos) {
        timedOut.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void deadlock(String report) {
        deadlocks.increment();
    }

    /** Of these events there are few: the registry looks up the meter. */
    private void count(String name, String description, String actor, String... tags) {
        Counter.builder(name).description(description).tag(ACTOR, actor).tags(tags).register(registry).increment();
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
