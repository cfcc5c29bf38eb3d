/**
 * Futures: the promise, which is also the envelope of an ask; lazy futures, which are computed by their reader; and the one
 * implementation of a blocking wait.
 *
 * <p>Memory order. <b>Completing</b> a promise CASes its result, then reads its listeners; <b>waiting</b> CASes the listeners,
 * then reads the result. So either the completer sees the waiter, or the waiter sees the result.
 */
@NullMarked
package pykka.api.internal.promise;

import org.jspecify.annotations.NullMarked;
