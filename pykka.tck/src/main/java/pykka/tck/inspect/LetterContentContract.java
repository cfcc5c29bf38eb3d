package pykka.tck.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorRef;
import pykka.api.ActorStopped;
import pykka.api.Registration;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.DeadLetter.Cause;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Letters;
import pykka.tck.support.Scripted;

/** What a dead letter tells of its message. */
@Contract
class LetterContentContract extends ContractTest {
    private final Letters letters = new Letters(false);

    LetterContentContract(String runtime) {
        super(runtime);
    }

    @BeforeEach
    void listen() {
        untilTheEnd(Inspection.listen(letters));
    }

    @Test
    void theContentIsGivenToThoseThatWantItAloneAndNeverCode() {
        log();
        Letters curious = new Letters(true);
        ActorRef<Scripted> ref = start(Scripted::new);
        try (Registration second = Inspection.listen(curious)) {
            Objects.requireNonNull(second);
            Gate gate = Gate.hold(ref);
            ref.stopAsync();
            ref.tell("secret");
            ref.tell(null);
            ref.askAsync(1);
            ref.defer(self -> {});
            ref.call(self -> 1);
            gate.open();
            ref.whenStopped().get(slack(Duration.ofSeconds(10)));
            assertThrows(ActorDeadException.class, () -> ref.tell("late"));
            assertThrows(ActorDeadException.class, () -> ref.defer(self -> {}));
        }
        assertEquals(List.of("secret", 1, "late"), curious.to(ref).stream().flatMap(letter -> letter.content().stream()).toList());
        assertEquals(7, letters.to(ref).size());
        assertTrue(letters.to(ref).stream().allMatch(letter -> letter.content().isEmpty()));
        assertEquals(letters.texts(ref), curious.texts(ref));
        assertTrue(curious.to(ref).stream().noneMatch(letter -> letter.toString().contains("secret")));
    }

    @Test
    void aLetterTellsWhatItIs() {
        ActorRef<Scripted> ref = start(Scripted::new);
        ref.stop();
        ref.askAsync(new ActorStopped(ref, new ActorEnd(Reason.STOPPED, null)));
        DeadLetter letter = letters.to(ref).get(0);
        assertEquals(ref.actorUrn(), letter.actor().urn());
        assertEquals("Scripted", letter.actor().className());
        assertEquals(ref.toString(), letter.actor().toString());
        assertEquals("pykka.api.ActorStopped", letter.message());
        assertEquals(Cause.DEAD, letter.cause());
        assertEquals(Optional.of(Reason.STOPPED), letter.end());
        assertTrue(letter.asked());
    }}
