/** Timers: messages that come to an actor after a time, and end with it. */
@NullMarked
package pykka.api.internal.timer;

import org.jspecify.annotations.NullMarked;
