package pykka.api.inspect;

import org.osgi.annotation.versioning.ProviderType;

/**
 * How many messages were accepted, and what became of them; requests to stop are not counted. Exact when nothing is under way.
 * Immutable. Later versions may add methods.
 */
@ProviderType
public interface Counts {
    /**
     * Returns how many messages were put into an inbox.
     *
     * @return the number
     */
    long accepted();

    /**
     * Returns how many were given to a handler, however that ended.
     *
     * @return the number
     */
    long handled();

    /**
     * Returns how many were in an inbox when its actor ended.
     *
     * @return the number
     */
    long deadLettered();

    /**
     * Returns how many asks were taken back before their actor began with them: their futures were cancelled, the waits for the
     * answers refused, or their time was over.
     *
     * @return the number
     */
    long withdrawn();

    /**
     * Returns how many a full inbox refused: they were not accepted.
     *
     * @return the number
     */
    long refused();

    /**
     * Returns how many futures of asks, stops and ends are not completed.
     *
     * @return the number
     */
    long pending();
}
