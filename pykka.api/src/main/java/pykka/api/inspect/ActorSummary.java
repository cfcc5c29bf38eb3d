package pykka.api.inspect;

import java.util.List;
import java.util.Map;

/**
 * All registered actors at about one moment. The collections are unmodifiable.
 *
 * @param count how many there are
 * @param states how many are in each state; without those that none is in
 * @param classes how many there are of each class, by the simple name of the class, the most first
 * @param top those who have waited longest, then those who work, the longest inbox first, then others
 */
public record ActorSummary(
        int count, Map<ActorInfo.State, Integer> states, Map<String, Integer> classes, List<ActorInfo> top) {}
