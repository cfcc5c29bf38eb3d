package pykka.cluster;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;

/**
 * A message of a test that counts.
 *
 * @param number its own
 * @param way who has sent it, and along which nodes to which actor
 * @param step higher than those that were sent before on that way
 * @param told whether it was told; else it was asked
 * @param ref an actor, which may be of another node
 */
public record Numbered(int number, String way, int step, boolean told, @Nullable ActorRef<?> ref) implements Serializable {}
