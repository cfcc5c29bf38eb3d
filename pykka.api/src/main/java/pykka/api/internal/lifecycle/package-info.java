/** Selects the runtime, and stops all actors at the exit of the JVM. */
@NullMarked
package pykka.api.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
