package pykka.pooled;

import java.util.EnumSet;
import java.util.Set;

/** What busy actors of a {@link LivenessLoad} do beside. */
enum LivenessKind {
    ASK, ASK_WITH_LIMIT, FULL_INBOX, FUTURE, LATCH, SLEEP, MONITOR, COMPUTE,
    /** Some wait for a future, or for a latch, to the end. */
    WAIT_ON, BLOCK_ON,
    /** Each message takes a millisecond. */
    SLOW,
    /** They tell each other, not themselves: each message is a turn, so that there are a thousand in a millisecond. */
    PASS;

    static final Set<LivenessKind> SHORT = EnumSet.range(ASK, COMPUTE);
    static final Set<LivenessKind> WAITS = EnumSet.of(ASK, ASK_WITH_LIMIT, FULL_INBOX, FUTURE, WAIT_ON);
    static final Set<LivenessKind> BLOCKS = EnumSet.of(LATCH, SLEEP, MONITOR, COMPUTE, BLOCK_ON);
}
