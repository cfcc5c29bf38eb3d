/** Finds actors, and threads, that wait for each other: the one wait that would close a cycle, and all cycles that stand. */
@NullMarked
package pykka.api.internal.deadlock;

import org.jspecify.annotations.NullMarked;
