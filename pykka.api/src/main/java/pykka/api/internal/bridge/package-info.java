/** Converts futures to CompletableFuture, and implements the waits of its join and get. */
@NullMarked
package pykka.api.internal.bridge;

import org.jspecify.annotations.NullMarked;
