/**
 * The kernel: inbox, futures, waiting, deadlocks, registry. Not exported.
 *
 * <p>Memory order, in one place. <b>Sending</b> swaps the tail (volatile read-modify-write), links the previous node (release), then
 * reads the status (volatile). <b>Going idle</b> and <b>closing</b> write the status (volatile), then read the tail (volatile).
 * So of a sender and the consumer at least one sees the other; what either does then is decided by one CAS: of the status
 * (who wakes), or of the node's message (accepted or withdrawn). The consumer reads links with acquire, which carries
 * everything before the send to the handler; turns follow each other through the volatile status, or through the runtime's hand-over.
 * <b>Completing</b> a future CASes its result, then reads the waiters; <b>waiting</b> CASes the waiters, then reads the result.
 */
@NullMarked
package pykka.api.kernel;

import org.jspecify.annotations.NullMarked;
