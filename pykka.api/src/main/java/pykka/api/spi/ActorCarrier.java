package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A thread that knows the actor which it runs. A runtime whose class of threads implements this spares the kernel a ThreadLocal;
 * the threads of {@link ActorThreads#platform} do.
 */
@ConsumerType
public interface ActorCarrier {
    /**
     * Returns what was set last. Called on this thread; by others for a look, for which any recent value will do.
     *
     * @return the actor, or null
     */
    @Nullable ActorTask current();

    /**
     * Sets the actor that this thread runs. Called by the kernel, on this thread.
     *
     * @param task the actor, or null
     */
    void current(@Nullable ActorTask task);
}
