/**
 * What a runtime implements, and what the library gives it. The library owns the mailbox and the state of each actor; a runtime
 * only gives it a thread. So all runtimes behave alike, and the contract suite can prove it of yours.
 *
 * <p>A runtime is a {@link pykka.api.spi.ActorRuntime} found by {@link java.util.ServiceLoader}.
 *
 * <p>A module that brings references to actors of other JVMs uses {@link pykka.api.spi.RemoteReply},
 * {@link pykka.api.spi.RemoteDelivery} and {@link pykka.api.spi.RemoteProxy}.
 */
@NullMarked
@Version("1.0.0")
package pykka.api.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
