package pykka.tck.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.Registration;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Letters;
import pykka.tck.support.Rounds;

/** Whatever is sent while an actor ends, whatever ends it: it is handled, taken back, or a dead letter, one of them, once. */
@Contract
class LetterLoadContract extends ContractTest {
    private static final int SENDERS = 2;
    private static final int EACH = 20;
    private static final int FAIL = -1;

    LetterLoadContract(String runtime) {
        super(runtime);
    }

    /** Gets numbers, each once. */
    private static final class Numbered extends Actor {
        final AtomicInteger numbers = new AtomicInteger();
        final Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        final Queue<Integer> takenBack = new ConcurrentLinkedQueue<>();
        final Queue<Integer> told = new ConcurrentLinkedQueue<>();
        final Random random;

        Numbered(long seed) {
            random = new Random(seed);
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            handled.add((Integer) message);
            if (message.equals(FAIL)) {
                throw new IllegalStateException();
            }
            return message;
        }

        void send(int way) {
            ActorRef<?> ref = Actor.refOf(this);
            int number = numbers.getAndIncrement();
            told.add(number);
            try {
                switch (way) {
                    case 0, 1 -> ref.tell(number);
                    case 2 -> ref.askAsync(number);
                    case 3 -> {
                        if (ref.askAsync(number).cancel()) {
                            takenBack.add(number);
                        }
                    }
                    default -> ref.tellAfter(Duration.ofNanos(way), number);
                }
            } catch (ActorDeadException | ActorInboxFullException e) {
                // a dead letter
            }
        }

        void end(int way) {
            ActorRef<?> ref = Actor.refOf(this);
            switch (way) {
                case 0 -> ref.stopNow();
                case 1 -> {
                    told.add(FAIL);
                    try {
                        ref.tell(FAIL);
                    } catch (ActorInboxFullException e) {
                        ref.stopAsync();
                    }
                }
                default -> ref.stopAsync();
            }
        }
    }

    @Test
    void eachMessageIsHandledOrTakenBackOrADeadLetterOnce() throws Exception {
        log();
        long seed = System.nanoTime();
        Letters[] letters = {null};
        Registration[] listening = {null};
        AtomicInteger round = new AtomicInteger();
        Rounds.race(scaled(4_000), SENDERS, () -> {
            letters[0] = new Letters(true); // of one actor, for there is but one at a time
            listening[0] = Inspection.listen(letters[0]);
            Numbered actor = new Numbered(seed + round.incrementAndGet());
            ActorOptions options = ActorOptions.defaults();
            start(() -> actor, switch (actor.random.nextInt(3)) {
                case 0 -> options.inboxCapacity(3).whenFull(WhenFull.REFUSE);
                case 1 -> options.inboxCapacity(3);
                default -> options;
            });
            return actor;
        }, (actor, sender) -> {
            Random random = new Random(seed + round.get() * SENDERS + sender);
            for (int i = 0; i < EACH; i++) {
                actor.send(random.nextInt(6));
            }
        }, actor -> actor.end(actor.random.nextInt(3)), actor -> {
            ActorRef<?> ref = Actor.refOf(actor);
            ref.whenStopped().get(slack(Duration.ofSeconds(10)));
            List<Integer> all = sorted(actor.told);
            eventually("nothing is missing, with the seed " + seed, () -> found(actor, letters[0]).size() >= all.size());
            listening[0].close();
            assertEquals(all, found(actor, letters[0]), () -> "seed " + seed + ": " + letters[0].texts(ref));
            assertEquals(actor.handled.size(), letters[0].handledBy(ref));
        });
        Objects.requireNonNull(listening[0]).close();
    }

    private static List<Integer> found(Numbered actor, Letters letters) {
        List<Integer> found = new ArrayList<>(actor.handled);
        found.addAll(actor.takenBack);
        letters.to(actor.actorRef()).forEach(letter -> found.add((Integer) letter.content().orElseThrow()));
        return sorted(found);
    }

    private static List<Integer> sorted(Iterable<Integer> numbers) {
        List<Integer> sorted = new ArrayList<>();
        numbers.forEach(sorted::add);
        Collections.sort(sorted);
        return sorted;
    }
}
