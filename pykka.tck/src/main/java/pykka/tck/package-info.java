/**
 * The contract suite: what every runtime must do, as JUnit Jupiter tests. They run on each runtime that
 * {@link java.util.ServiceLoader} finds and that is available, or on those named in the property
 * {@code pykka.tck.runtimes}, with commas between. To prove a runtime of your own, put this jar and yours on the class path
 * of your tests, let your test runner scan this jar ({@code dependenciesToScan} of Maven Surefire), and set the properties
 * {@code pykka.count} to {@code true} and {@code slf4j.provider} to {@code pykka.testkit.log.RecordingProvider}.
 *
 * <p>Counts are divided by the property {@code pykka.tck.scale} (1 if not set), upper time bounds are multiplied by
 * {@code pykka.tck.slack}. A number in the name of a test, as in {@code faultA1...}, is that of the project's fault matrix.
 */
@NullMarked
@Version("1.0.0")
package pykka.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
