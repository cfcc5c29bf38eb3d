/** Joins as the configuration {@code pykka.cluster} of an OSGi framework says. Nothing of this is loaded elsewhere. */
@NullMarked
package pykka.cluster.internal.osgi;

import org.jspecify.annotations.NullMarked;
