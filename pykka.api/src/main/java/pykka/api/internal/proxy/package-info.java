/**
 * Proxies: from a name and arguments to a member of an actor.
 *
 * <p>Nothing here keeps a class of a user: what is known of a class is kept with that class, by {@link java.lang.ClassValue}, and
 * in types of the JDK alone; a proxy knows its actor by the reference, and looks the rest up while the actor lives.
 */
@NullMarked
package pykka.api.internal.proxy;

import org.jspecify.annotations.NullMarked;
