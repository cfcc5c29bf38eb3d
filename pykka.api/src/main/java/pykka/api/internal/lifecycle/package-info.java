/** What is chosen or done once in the life of a JVM: the runtime, and the stop of all actors at its exit. */
@NullMarked
package pykka.api.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
