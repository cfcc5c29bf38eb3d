/**
 * Envelopes, the mailbox that links them, and what may stand in an envelope.
 *
 * <p>Memory order. <b>Sending</b> swaps the tail (volatile read-modify-write), reads the status (volatile), and links the
 * previous envelope (release). <b>Going idle</b> is one CAS of the tail, so that exactly one sender's swap finds the consumer
 * idle, and that sender owes the wake. <b>Closing</b> writes the status (volatile), then reads the tail (volatile): an envelope
 * swapped in before is drained, and the sender of a later one reads that the mailbox is closed. A closer that is not the
 * consumer first announces the close, in the field that the consumer reads before each message. Until the link, an envelope
 * belongs to its sender: a sender that is too late marks it as withdrawn before it links it, so that sender and consumer need
 * no other agreement. The consumer reads links with acquire, which makes everything before the send visible to the handler.
 * Turns follow each other through the volatile tail, or through the hand-over of the runtime.
 *
 * <p>Against false sharing, what senders write is on other cache lines than what the consumer writes, and what many threads
 * write is on other cache lines than everything else.
 */
@NullMarked
package pykka.api.internal.mailbox;

import org.jspecify.annotations.NullMarked;
