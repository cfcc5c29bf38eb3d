/**
 * What all other packages use: properties, log records, text that is safe to show, deadlines, and what keeps an error in one
 * thread from breaking structures that others share. Depends on no package above it.
 *
 * <p><b>Without stack or memory.</b> Each public operation ensures the stack for all its steps ({@code StackReserve}) and
 * allocates what it needs before its first irreversible step; code that runs after that step does not check again, because less
 * stack is left then. A wake may need memory all the same, because other code allocates it: after an error it is retried on
 * another thread ({@code Retries}).
 */
@NullMarked
package pykka.api.internal.util;

import org.jspecify.annotations.NullMarked;
