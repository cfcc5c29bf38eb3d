/**
 * The runtimes with a thread for each actor: {@code threading} with platform threads, and {@code virtual} with virtual threads,
 * from JDK 21 on. Actors may block freely on both. {@link pykka.threading.ExecutorRuntime} runs actors on an executor of the
 * application instead.
 */
@NullMarked
@Version("1.0.0")
package pykka.threading;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
