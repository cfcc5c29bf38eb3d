/** What the nodes of a cluster say to each other, as bytes. Knows neither actors nor the engine. */
@NullMarked
package pykka.cluster.internal.wire;

import org.jspecify.annotations.NullMarked;
