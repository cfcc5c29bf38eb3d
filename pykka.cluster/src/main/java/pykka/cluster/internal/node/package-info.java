/** A node of a cluster: its links to other nodes, the names of its actors, and what is sent and delivered. */
@NullMarked
package pykka.cluster.internal.node;

import org.jspecify.annotations.NullMarked;
