/** What carries the context of a sender, such as its trace, with a message. */
@NullMarked
package pykka.api.internal.context;

import org.jspecify.annotations.NullMarked;
