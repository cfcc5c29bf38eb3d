/** References to actors of other nodes, and typed proxies of them. Knows a node by {@link pykka.cluster.internal.ref.RemoteNode}. */
@NullMarked
package pykka.cluster.internal.ref;

import org.jspecify.annotations.NullMarked;
