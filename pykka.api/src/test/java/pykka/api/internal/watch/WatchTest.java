package pykka.api.internal.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorRef;
import pykka.api.ActorStopped;
import pykka.api.internal.actor.ActorCell;
import pykka.api.internal.actor.Cells;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Invocation;

/** Watches of a watcher without a mailbox. */
class WatchTest extends Cells {
    private static final ActorEnd END = new ActorEnd(Reason.STOPPED, null);

    private final EndPromise end = new EndPromise();
    private final Noting watcher = new Noting();
    private final ActorCell cell = start(new Manual());
    private final ActorRef<?> watched = cell.ref();

    private static final class Noting implements Watcher {
        final Watches watches = new Watches();
        final List<Envelope> sent = new ArrayList<>();
        final List<Object> received = new ArrayList<>();
        boolean broken;

        @Override
        public Watches watches() {
            return watches;
        }

        @Override
        public void sendFree(Envelope notice) {
            if (broken) {
                throw new OutOfMemoryError("of the test");
            }
            sent.add(notice);
        }

        @Override
        public @Nullable Object receive(Object actor, Object message) {
            received.add(message);
            return null;
        }

        void handleAll() throws Exception {
            for (Envelope notice : sent) {
                ((Invocation) notice.message).invoke(this);
            }
        }
    }

    /** Its completer tells, and so may the thread that finds the promise completed, and a retry. */
    @Test
    void anEndThatIsToldTwiceIsSentOnce() throws Exception {
        Watch watch = new Watch(watcher, watched, end);
        watch.begin();
        end.complete(END);
        watch.onCompletion();
        assertEquals(1, watcher.sent.size());
    }

    @Test
    void aNoticeIsHandledOnce() throws Exception {
        watcher.watches.add(watcher, watched, end);
        end.complete(END);
        watcher.handleAll();
        watcher.handleAll();
        assertEquals(List.of(new ActorStopped(watched, END)), watcher.received);
    }

    @Test
    void aNoticeOfAnEarlierWatchIsNotHandled() throws Exception {
        watcher.watches.add(watcher, watched, end);
        end.complete(END);
        watcher.watches.end(watched);
        watcher.watches.add(watcher, watched, new EndPromise());
        watcher.handleAll();
        assertEquals(List.of(), watcher.received);
    }

    /** Whoever catches the error can watch again. */
    @Test
    void aWatchThatFailsHasNotBegun() throws Exception {
        end.complete(END);
        watcher.broken = true;
        assertThrows(OutOfMemoryError.class, () -> watcher.watches.add(watcher, watched, end));
        watcher.broken = false;
        watcher.watches.add(watcher, watched, end);
        watcher.handleAll();
        assertEquals(1, watcher.received.size());
    }

    @Test
    void theEndOfAllWatchesTellsNothing() throws Exception {
        watcher.watches.add(watcher, watched, end);
        watcher.watches.endAll();
        end.complete(END);
        assertEquals(List.of(), watcher.sent);
    }
}
