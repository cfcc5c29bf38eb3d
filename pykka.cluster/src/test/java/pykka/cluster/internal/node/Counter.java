package pykka.cluster.internal.node;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.spi.RemoteDelivery;
import pykka.cluster.Numbered;

/** Handles numbered messages, and writes that down. Sends some to the actors that it hears of. */
class Counter extends Actor {
    private final Ledger ledger;
    private final String node;
    private final Map<String, Integer> last = new HashMap<>();
    private @Nullable Sender sender;
    volatile @Nullable ActorRef<?> kept;

    Counter(Ledger ledger, String node) {
        this.ledger = ledger;
        this.node = node;
    }

    @Override
    protected void onStart() {
        sender = new Sender(ledger, node + " " + actorRef().actorUrn());
    }

    @Override
    protected @Nullable Object onReceive(@Nullable Object given) {
        if (!(given instanceof Numbered message)) {
            return given;
        }
        ledger.handles(message, last.put(message.way(), message.step()));
        int number = message.number();
        if (message.ref() != null) {
            kept = message.ref();
            if (number % 3 == 0) {
                ledger.watch(message.ref());
            }
            // else actors with full inboxes wait for each other, or for a node that is held up
            RemoteDelivery.withoutWaiting(() -> sender.tell(message.ref(), null));
        }
        if (number % 50 == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        if (number % 11 == 0 && !message.told()) {
            throw new IllegalStateException("as was asked for");
        }
        if (number % 7 == 0) {
            ActorRef<?> other = kept;
            if (number % 2 == 0 || other == null) {
                return actorRef();
            }
            ledger.held.add(other.actorUrn());
            return other;
        }
        return number;
    }
}
