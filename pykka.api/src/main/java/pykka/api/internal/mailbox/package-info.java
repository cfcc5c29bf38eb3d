/**
 * Envelopes, the mailbox that links them, and what may stand in one.
 *
 * <p>Memory order. <b>Sending</b> swaps the tail (volatile read-modify-write), reads the status (volatile), and links
 * the previous envelope (release). <b>Going idle</b> is one CAS of the tail, so that one swap finds the consumer idle, and owes the
 * wake. <b>Closing</b> writes the status (volatile), then reads the tail (volatile): what was swapped in before is drained, and the
 * sender of what comes later reads that the mailbox is closed. A closer that is not the consumer announces the close first, in the
 * field that the consumer reads before each message. Until the link, an envelope is its sender's: a sender that is too late marks
 * it as withdrawn first, so sender and consumer need not agree on anything. The consumer reads links with acquire, which carries
 * everything before the send to the handler; turns follow each other through the volatile tail, or through the runtime's hand-over.
 *
 * <p>What lies on one cache line is fast for one thread only: what senders write is kept apart from what the consumer writes, and
 * what many threads write from everything else.
 */
@NullMarked
package pykka.api.internal.mailbox;

import org.jspecify.annotations.NullMarked;
