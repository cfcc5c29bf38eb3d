/** Cycles of waits: that they are found, what is done about them, and that nothing else holds a wait up. */
@NullMarked
package pykka.tck.deadlock;

import org.jspecify.annotations.NullMarked;
