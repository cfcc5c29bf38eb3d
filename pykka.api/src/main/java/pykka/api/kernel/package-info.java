/**
 * The kernel: inbox, futures, waiting, deadlocks, registry. Not exported.
 *
 * <p>Memory order, in one place. <b>Sending</b> swaps the tail (volatile read-modify-write), reads the status (volatile), and links
 * the previous node (release). <b>Going idle</b> is one CAS of the tail, so that one swap finds the consumer idle, and owes the wake.
 * <b>Closing</b> writes the status (volatile), then reads the tail (volatile): what was swapped in before is drained, and the
 * sender of what comes later reads that the inbox is closed. Who is not the consumer announces it first, in the field that the consumer
 * reads before each message. Until the link, a node is its sender's: a sender that is too late marks it as withdrawn first, so nobody
 * has to agree on anything. The consumer reads links with acquire, which carries everything before the send to the handler; turns
 * follow each other through the volatile tail, or through the runtime's hand-over.
 * <b>Completing</b> a future CASes its result, then reads the waiters; <b>waiting</b> CASes the waiters, then reads the result.
 *
 * <p><b>Without stack or memory.</b> Each operation of the face ensures the stack for all its steps ({@code StackReserve}) and
 * allocates what it needs before the first one that cannot be taken back; what is called after that does not ask again, for less
 * is left then. What needs memory of others all the same, a wake, is tried again by another thread ({@code Retries}).
 *
 * <p>What lies on one cache line is fast for one thread only: what senders write is kept apart from what the consumer writes, and
 * what many write from everything else.
 */
@NullMarked
package pykka.api.kernel;

import org.jspecify.annotations.NullMarked;
