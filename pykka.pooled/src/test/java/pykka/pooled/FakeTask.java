package pykka.pooled;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.spi.ActorTask;

/** An actor that does nothing, with a number. */
class FakeTask implements ActorTask {
    final int number;
    private @Nullable Object slot;

    FakeTask(int number) {
        this.number = number;
    }

    @Override
    public Turn run(int maxMessages, long maxNanos, @Nullable Predicate<BooleanSupplier> linger) {
        return Turn.IDLE;
    }

    @Override
    public void endTurn() {}

    @Override
    public boolean isRunnable() {
        return false;
    }

    @Override
    public boolean hasNext() {
        return false;
    }

    @Override
    public @Nullable String nextMessage() {
        return null;
    }

    @Override
    public ActorRef<?> ref() {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object slot() {
        return slot;
    }

    @Override
    public void slot(@Nullable Object own) {
        slot = own;
    }

    @Override
    public boolean daemon() {
        return true;
    }

    @Override
    public String threadName() {
        return "fake";
    }

    @Override
    public ActorOptions options() {
        return ActorOptions.defaults();
    }

    @Override
    public void abandon(Throwable why) {}
}
