package pykka.cluster.internal.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.cluster.Numbered;
import pykka.cluster.internal.ref.RemoteRef;

/** Sends numbered messages; one thread or actor does. */
final class Sender {
    private final Ledger ledger;
    private final String name;
    private final Map<String, Integer> steps = new HashMap<>();

    Sender(Ledger ledger, String name) {
        this.ledger = ledger;
        this.name = name;
    }

    private Numbered message(ActorRef<?> to, boolean told, @Nullable ActorRef<?> ref) {
        String way = name + (to instanceof RemoteRef<?> remote ? " > " + remote.node().name() : "") + " > " + to.actorUrn();
        if (ref instanceof RemoteRef) {
            ledger.held.add(ref.actorUrn());
        }
        return new Numbered(ledger.numbers.incrementAndGet(), way, steps.merge(way, 1, Integer::sum), told, ref);
    }

    /** Sends in any way. */
    void send(Random random, ActorRef<?> to, @Nullable ActorRef<?> ref, Duration limit) {
        switch (random.nextInt(12)) {
            case 0 -> ask(to, ref, Duration.ofMillis(1 + random.nextInt(500)));
            case 1, 2, 3 -> askAsync(to, ref, limit);
            case 4 -> askAsync(to, ref, limit).cancel();
            default -> tell(to, ref);
        }
    }

    void tell(ActorRef<?> to, @Nullable ActorRef<?> ref) {
        Numbered message = message(to, true, ref);
        try {
            to.tell(message);
            ledger.accepted.add(message.number());
        } catch (ActorDeadException | ActorInboxFullException e) {
            ledger.unsent.add(message.number());
        }
    }

    private void ask(ActorRef<?> to, @Nullable ActorRef<?> ref, Duration limit) {
        Numbered message = message(to, false, ref);
        long begin = System.nanoTime();
        try {
            ledger.answered(message, to.ask(message, limit));
        } catch (RuntimeException e) {
            ledger.failed(message, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (took.compareTo(limit.plusSeconds(20)) > 0) {
            ledger.faults.add("took " + took + ": " + message);
        }
    }

    private Future<?> askAsync(ActorRef<?> to, @Nullable ActorRef<?> ref, Duration limit) {
        Numbered message = message(to, false, ref);
        Future<?> answer = to.askAsync(message);
        ledger.asked(message, answer, limit);
        return answer;
    }
}
