/** Futures and promises, those made of others, and CompletableFutures of them. */
@NullMarked
package pykka.tck.future;

import org.jspecify.annotations.NullMarked;
