/**
 * Tests that say in which order actors run: {@link pykka.testkit.schedule.SteppingRuntime}, and tests in many orders:
 * {@link pykka.testkit.schedule.Explore}.
 */
@NullMarked
@Version("1.0.0")
package pykka.testkit.schedule;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
