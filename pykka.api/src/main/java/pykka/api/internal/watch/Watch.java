package pykka.api.internal.watch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorRef;
import pykka.api.ActorStopped;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Invocation;
import pykka.api.internal.promise.CompletionListener;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.StackReserve;

/**
 * One actor's watch of another: a listener of the other's end that sends a message, which was allocated before. Two threads meet
 * here. The one that ends the watched actor, or a retry of it, sends the message: {@code told} decides that this happens once.
 * The watcher's own thread alone begins, handles and gives up the watch: a message that comes after it has given up finds
 * no watcher, and nothing is done. So no agreement is needed between sending and giving up.
 */
public final class Watch extends CompletionListener {
    private final ActorRef<?> watched;
    private final AtomicBoolean told = new AtomicBoolean();
    private final Envelope notice = new Envelope(new Notice(this));
    /** Null when the watch is over, because this may stay linked for a while. */
    private volatile @Nullable Watcher watcher;
    /** Null when the watch is over. For the watcher's thread. */
    private @Nullable LocalPromise<ActorEnd> end;

    Watch(Watcher watcher, ActorRef<?> watched, LocalPromise<ActorEnd> end) {
        this.watcher = watcher;
        this.watched = watched;
        this.end = end;
    }

    /** Tells the watcher in its turn, as a message that was told. */
    private static final class Notice extends Invocation {
        private final Watch watch;

        Notice(Watch watch) {
            this.watch = watch;
        }

        @Override
        public @Nullable Object invoke(Object actor) throws Exception {
            return watch.handle(actor);
        }

        @Override
        public Class<?> described() {
            return ActorStopped.class;
        }
    }

    /** Returns whether a message is one that a watch has sent. */
    public static boolean isNotice(@Nullable Object message) {
        return message instanceof Notice;
    }

    /** Begins the watch: the other actor tells its end from now on, or has ended. Allocates nothing. */
    void begin() {
        LocalPromise<ActorEnd> on = end;
        on.push(this);
        if (on.settled()) {
            onCompletion();
            on.unlink(this); // it may have been linked too late to be taken off
        }
    }

    /** Gives up the watch. For the watcher's thread. */
    void end() {
        LocalPromise<ActorEnd> on = end;
        watcher = null;
        end = null;
        if (on != null) {
            on.unlink(this);
        }
    }

    /** Has the watcher handle the end, unless it has given up the watch; then the watch is over. For the watcher's thread. */
    private @Nullable Object handle(Object actor) throws Exception {
        Watcher by = watcher;
        LocalPromise<ActorEnd> on = end;
        if (by == null || on == null) {
            return null;
        }
        by.watches().end(watched);
        Throwable lost = on.failure(); // only another library's reference tells an end by a failure
        ActorEnd why = lost == null ? (ActorEnd) on.value() : new ActorEnd(Reason.NODE_LEFT, lost);
        return by.receive(actor, new ActorStopped(watched, why));
    }

    @Override
    public void onCompletion() {
        StackReserve.ensureApart(); // if the error comes here, this is called again
        Watcher by = watcher;
        if (by != null && told.compareAndSet(false, true)) {
            by.sendFree(notice);
        }
    }
}
