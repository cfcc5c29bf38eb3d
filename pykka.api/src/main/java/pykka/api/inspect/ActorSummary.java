package pykka.api.inspect;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** All registered actors at about one moment. Immutable, the collections too. Later versions may add methods. */
@ProviderType
public interface ActorSummary {
    /**
     * Returns how many actors there are.
     *
     * @return the number
     */
    int count();

    /**
     * Returns how many messages wait in all inboxes; of each inbox {@link Inspection#INBOX_LIMIT} at most are counted.
     *
     * @return the number
     */
    long messagesWaiting();

    /**
     * Returns how many actors a failure has ended, as {@link pykka.api.ActorEnd.Reason#FAILED} says, since the library was
     * loaded.
     *
     * @return the number
     */
    long failed();

    /**
     * Returns how many are in each state.
     *
     * @return the numbers, without the states that none is in
     */
    Map<ActorInfo.State, Integer> states();

    /**
     * Returns how many there are of each class.
     *
     * @return the numbers by the simple name of the class, the most first
     */
    Map<String, Integer> classes();

    /**
     * Returns some of the actors: those who have waited longest, then those who work, the longest inbox first, then others.
     *
     * @return as many as were asked for, if there are so many
     */
    List<ActorInfo> top();
}
