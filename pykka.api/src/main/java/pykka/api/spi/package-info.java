/**
 * What a runtime implements, and what the kernel gives it. The kernel owns the inbox and the state of each actor; a runtime only
 * gives it a thread. So all runtimes behave alike, and the contract suite of pykka.testkit can prove it of yours.
 *
 * <p>A runtime is a {@link pykka.api.spi.ActorRuntime} found by {@link java.util.ServiceLoader}. It extends none of the types
 * here but that one and {@link pykka.api.spi.ReplyFuture}.
 */
@NullMarked
@Version("1.0.0")
package pykka.api.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
