/** Snapshots of actors for monitoring, taken from outside and without stopping the actors. */
@NullMarked
package pykka.api.internal.monitor;

import org.jspecify.annotations.NullMarked;
