/** What is accepted is handled once, in order, or is accounted for; bounded mailboxes. */
@NullMarked
package pykka.tck.mailbox;

import org.jspecify.annotations.NullMarked;
