/**
 * Futures: the promise, which is the envelope of an ask at once; futures that are computed by their reader; and the one way to wait.
 *
 * <p>Memory order. <b>Completing</b> a promise CASes its result, then reads the waiters; <b>waiting</b> CASes the waiters, then
 * reads the result: so the completer sees the waiter, or the waiter sees the result.
 */
@NullMarked
package pykka.api.internal.promise;

import org.jspecify.annotations.NullMarked;
