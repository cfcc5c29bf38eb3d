package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.Future;
import pykka.api.internal.promise.LocalPromise;

/** Starts that make actors, and fail. */
class StartScopeTest extends Cells {
    private final ActorOptions manual = ActorOptions.defaults().runtime(new Manual());
    private final List<Future<Object>> replies = new ArrayList<>();

    private Talking asked() {
        Talking made = new Talking(events);
        replies.add(made.actorRef().askAsync("early"));
        return made;
    }

    private void assertAllAnswered(int count) {
        assertEquals(count, replies.size());
        for (Future<Object> reply : replies) {
            assertTrue(reply.isDone());
            assertInstanceOf(ActorDeadException.class, ((LocalPromise<?>) reply).failure());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatWasAskedOfTheActorsThatAFailedStartMadeIsAnswered(int count) {
        assertThrows(IllegalStateException.class, () -> Actor.start(() -> {
            for (int i = 0; i < count; i++) {
                asked();
            }
            throw new IllegalStateException("asked for");
        }, manual));
        assertAllAnswered(count);
    }

    @Test
    void aStartInsideOfAFailedOneAnswersForItselfAlone() {
        List<ActorCell> started = new ArrayList<>();
        assertThrows(IllegalStateException.class, () -> Actor.start(() -> {
            asked();
            started.add(start(new Manual()));
            asked();
            assertThrows(IllegalStateException.class, () -> Actor.start(() -> {
                asked();
                throw new IllegalStateException("the inner one");
            }, manual));
            throw new IllegalStateException("the outer one");
        }, manual));
        assertAllAnswered(3);
        assertTrue(started.get(0).ref().isAlive());
    }

    @Test
    void anActorThatIsMadeOutsideOfAStartBelongsToNone() {
        Talking alone = new Talking(events);
        assertThrows(IllegalStateException.class, () -> Actor.start(() -> {
            throw new IllegalStateException("asked for");
        }, manual));
        ActorCell cell = Registry.ours(Actor.start(() -> alone, manual)).cell();
        assertTrue(cell.ref().isAlive());
        cell.stop();
    }
}
