/**
 * The runtime {@code pooled}: actors share few threads, as many as there are cores. For very many actors, and for very many
 * messages. An idle actor costs nothing but its own small state.
 *
 * <p>How it works. An actor that becomes runnable is queued once ({@link pykka.pooled.Pool}): with the thread whose actor woke it
 * ({@code Ring}), or where threads outside leave theirs ({@code Arrivals}). A thread takes the oldest, and runs it for a turn. It is
 * alone as long as it keeps up: to wake another one costs more than hundreds of messages. A thread that only watches
 * ({@code Watch}) sees from the queues whether it does not, and calls others to help.
 *
 * <p>An actor that waits for another one takes its thread out of the count of those that run ({@code Load}), and another thread takes
 * its place. The thread that watches does the same with one that waits for something else.
 */
@NullMarked
@Version("1.0.0")
package pykka.pooled;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
