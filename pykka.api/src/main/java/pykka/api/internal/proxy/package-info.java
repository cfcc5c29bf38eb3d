/**
 * Proxies: from a name and arguments to a member of an actor.
 *
 * <p>Nothing here keeps a class of a user reachable: what is known of a class is kept with that class, by
 * {@link java.lang.ClassValue}, and in types of the JDK alone. A proxy refers to its actor by the reference, and looks up the
 * rest while the actor lives.
 */
@NullMarked
package pykka.api.internal.proxy;

import org.jspecify.annotations.NullMarked;
