/** Meters of actors, for Micrometer. */
@NullMarked
@Version("1.0.0")
package pykka.micrometer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
