/** For tests of your own actors: {@link pykka.testkit.StopActors}. */
@NullMarked
@Version("1.0.0")
package pykka.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
