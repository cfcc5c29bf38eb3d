package pykka.cluster.internal.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pykka.api.ActorInboxFullException;

/** The queue to a node that takes less than is sent. */
class OutboundTest {
    private static final byte[] FRAME = new byte[50_000]; // two of them do not go together
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(1);

    private final Outbound queue = new Outbound(1, 4 * FRAME.length, () -> "b", () -> 0);

    private void fill() {
        for (int i = 0; i < 4; i++) {
            queue.addBounded(FRAME, true, 0);
        }
    }

    @Test
    void aSenderIsNotRefusedIfThereIsRoomWhenItsTimeIsOver() throws Exception {
        fill();
        FutureTask<Boolean> sending = new FutureTask<>(() -> queue.addBounded(FRAME, true, LIMIT));
        Thread sender = new Thread(sending);
        sender.start();
        await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);
        queue.take(); // less than half: those who wait are not waked
        assertTrue(sending.get(60, TimeUnit.SECONDS));
        assertEquals(4L * FRAME.length, queue.queuedBytes());
    }

    @Test
    void aSenderIsRefusedIfThereIsNoRoomInItsTime() {
        fill();
        assertThrows(ActorInboxFullException.class, () -> queue.addBounded(FRAME, true, LIMIT / 10));
        assertEquals(4L * FRAME.length, queue.queuedBytes());
    }
}
