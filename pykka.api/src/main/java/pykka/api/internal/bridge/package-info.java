/** From futures to CompletableFuture, and the waits of those who join or get one. */
@NullMarked
package pykka.api.internal.bridge;

import org.jspecify.annotations.NullMarked;
