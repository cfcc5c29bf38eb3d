/** The watches of actors: what tells an actor of the end of another one. */
@NullMarked
package pykka.api.internal.watch;

import org.jspecify.annotations.NullMarked;
