/** Finds deadlocks of actors and threads: the cycle that a new wait would complete, and all cycles that exist. */
@NullMarked
package pykka.api.internal.deadlock;

import org.jspecify.annotations.NullMarked;
