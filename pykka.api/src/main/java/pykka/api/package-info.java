/**
 * Actors for the JVM: the face of the library.
 *
 * <p>Subclass {@link pykka.api.Actor}, start it with {@link pykka.api.Actor#start}, and talk to it through the
 * {@link pykka.api.ActorRef} that you get. An answer comes as the return value of {@code ask}, or as a
 * {@link pykka.api.Future}. {@link pykka.api.ActorRegistry} finds actors and stops them.
 *
 * <p>What holds on every runtime:
 * <ul>
 *   <li>an actor handles one message at a time, in the order in which they were accepted, and each exactly once;
 *   <li>all that the sender did before sending is visible to the handler, all that one handler did is visible to the next, and
 *       all that was done before a future was completed is visible to its readers;
 *   <li>every reply comes, or its future fails: with what the handler threw, or with
 *       {@link pykka.api.ActorDeadException} when the actor ended before;
 *   <li>what user code throws ends at most its own actor.
 * </ul>
 *
 * <p>Unless said otherwise, every method may be called from any thread, and null is refused with a NullPointerException. Only
 * messages, replies and values of futures may be null, as their types say.
 */
@NullMarked
@Version("1.0.0")
package pykka.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
