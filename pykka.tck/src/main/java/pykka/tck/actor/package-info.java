/** What an actor is to its sender and to itself: one handler at a time, references, options, interrupts. */
@NullMarked
package pykka.tck.actor;

import org.jspecify.annotations.NullMarked;
