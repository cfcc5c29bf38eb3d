/** The transport with membership. It knows nothing of actors, and no other package knows which one it is. */
@NullMarked
package pykka.cluster.internal.engine;

import org.jspecify.annotations.NullMarked;
