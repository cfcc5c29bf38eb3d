/**
 * Actors of other JVMs. The nodes of a cluster publish actors under names and find those of the others; what they find is used as
 * an actor of their own, by {@code tell}, {@code ask} and typed proxies.
 */
@NullMarked
@Version("1.0.0")
package pykka.cluster;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
