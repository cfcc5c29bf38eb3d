/** Timers: what they send, and how they end. */
@NullMarked
package pykka.tck.timer;

import org.jspecify.annotations.NullMarked;
