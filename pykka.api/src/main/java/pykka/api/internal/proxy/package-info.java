/**
 * Proxies: from a name and arguments to a member of an actor.
 *
 * <p>Nothing here keeps a class of a user reachable: what is known of a class is kept with the actor's class
 * ({@link pykka.api.internal.proxy.ActorClass}). A proxy refers to its actor by the reference, weakly to what is known, and looks
 * up the rest while the actor lives.
 */
@NullMarked
package pykka.api.internal.proxy;

import org.jspecify.annotations.NullMarked;
