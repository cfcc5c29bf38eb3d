/** Records what is logged, for tests: a slf4j 2 provider, and the recorder that any other back end may feed. */
@NullMarked
@Version("1.0.0")
package pykka.testkit.log;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
