/**
 * What all parts use: properties, records for the log, text that is safe to show, a deadline, and what keeps an error in one thread
 * from breaking what others share. Knows no part of the library above it.
 *
 * <p><b>Without stack or memory.</b> Each public operation ensures the stack for all its steps ({@code StackReserve}) and
 * allocates what it needs before the first step that cannot be taken back; what is called after that does not ask again, because
 * less is left then. What needs the memory of others all the same, a wake, is tried again by another thread ({@code Retries}).
 */
@NullMarked
package pykka.api.internal.util;

import org.jspecify.annotations.NullMarked;
