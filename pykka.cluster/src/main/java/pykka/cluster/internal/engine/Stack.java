package pykka.cluster.internal.engine;

import java.util.List;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/**
 * The protocols, from bottom to top.
 *
 * <p>A node is told as left within the detection time. A tenth of it passes between heartbeats; after six without one, or when
 * the connection broke, the node is suspected, and asked once more, for a tenth. Looks at which node has not answered come every
 * tenth too, so the sum is nine tenths.
 *
 * <p>There is no FD_SOCK2, whose second port listens on all addresses and speaks no TLS.
 */
final class Stack {
    /** Of a message; what is longer goes in parts. The bundler, of 64,000 bytes, takes one whole. */
    private static final int PART = 60_000;
    /** A receiver confirms when a fifth is left, which has to be more than a part. */
    private static final long LEAST_QUEUED = 8 * PART;

    /** For how long, in milliseconds, nodes are looked for before this is the first one: where none is named, none will be found. */
    private static final long ALONE = 50;
    /** A handshake of TLS on a busy machine takes a second. */
    private static final long JOIN = 3_000;

    private Stack() {}

    static List<Protocol> of(EngineOptions options) throws Exception {
        long tenth = Math.max(10, options.detection().toMillis() / 10);
        return List.of(
                new Transport(options),
                new Discovery(options.members()),
                // two nodes that start at once, and the sides of a partition, find each other
                new MERGE3().setMinInterval(500).setMaxInterval(2_000),
                new FD_ALL3().setInterval(tenth).setTimeout(6 * tenth),
                new VERIFY_SUSPECT2().setTimeout(tenth),
                new NAKACK2().useMcastXmit(false),
                // what was not confirmed by a node that left is kept no longer than this
                new UNICAST3().setConnCloseTimeout(Math.max(1_000, options.detection().toMillis())),
                new STABLE(),
                new GMS().setJoinTimeout(options.members().isEmpty() ? ALONE : JOIN).printLocalAddress(false),
                new FlowControl().setMaxCredits(Math.min(Integer.MAX_VALUE, Math.max(LEAST_QUEUED, options.maxQueued())))
                        .setMaxBlockTime(500),
                new FRAG4().setFragSize(PART));
    }
}
