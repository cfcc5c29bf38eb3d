package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.spi.ActorTask;

/** Turns that have no more stack than is ensured for them. */
@Tag("slow")
class FullStackTest extends Cells {
    /** Does it with as little stack as it can be done with. */
    private static boolean nearTheEnd(Runnable code) {
        boolean done;
        try {
            done = nearTheEnd(code);
        } catch (StackOverflowError e) {
            done = false;
        }
        if (!done) {
            try {
                code.run();
                done = true;
            } catch (StackOverflowError e) {
                // with the stack of one frame more
            }
        }
        return done;
    }

    private static FutureTask<Object> tellInThread(ActorCell cell) {
        FutureTask<Object> telling = new FutureTask<>(() -> cell.tell("waits for a place", false), "told");
        Thread sender = new Thread(telling);
        sender.start();
        Awaitility.await().until(() -> BlockingWait.of(sender) != null);
        return telling;
    }

    /** Its URN was never read: there is too little stack to draw one. The first message, which ends it, frees a place for one. */
    @Test
    void theEndOfAnActorIsToldToASenderThatWaitsForAPlace() throws Exception {
        endNearTheEnd();
    }

    /** C2 inlines into the end what draws the URN for asks that are not handled, and with that the check for its stack. */
    @Test
    void itIsToldAlsoWhenTheEndIsCompiled() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            ActorCell cell = start(new Manual());
            cell.tell(new IllegalStateException("ends it"), false);
            cell.ask("not handled", null, false);
            assertEquals(ActorTask.Turn.ENDED, run(cell));
        }
        endNearTheEnd();
    }

    private void endNearTheEnd() throws Exception {
        ActorCell cell = start(new Manual(), ActorOptions.defaults().inboxCapacity(1));
        cell.tell(new IllegalStateException("fills the inbox"), false);
        FutureTask<Object> first = tellInThread(cell);
        FutureTask<Object> second = tellInThread(cell);
        ActorTask.Turn[] how = {null};
        FutureTask<Boolean> turn = new FutureTask<>(() -> nearTheEnd(() -> how[0] = run(cell)));
        new Thread(turn).start();
        assertTrue(turn.get(60, TimeUnit.SECONDS));
        assertEquals(ActorTask.Turn.ENDED, how[0]);
        Awaitility.await().until(first::isDone);
        ExecutionException told = assertThrows(ExecutionException.class, () -> second.get(10, TimeUnit.SECONDS));
        assertInstanceOf(ActorDeadException.class, told.getCause());
    }
}
