/** Listeners: what they hear of actors, and of messages that are not handled. */
@NullMarked
package pykka.tck.inspect;

import org.jspecify.annotations.NullMarked;
