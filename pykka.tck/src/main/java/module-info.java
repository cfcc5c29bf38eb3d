/**
 * The contract suite: what every runtime must do, as JUnit Jupiter tests, one package for each concern. They run on each runtime
 * that {@link java.util.ServiceLoader} finds and that is available, or on those named in the property {@code pykka.tck.runtimes},
 * with commas between. To prove a runtime of your own, put this jar and yours on the class path of your tests, let your test
 * runner scan this jar ({@code dependenciesToScan} of Maven Surefire), and set the properties {@code pykka.count} to {@code true}
 * and {@code slf4j.provider} to {@code pykka.testkit.log.RecordingProvider}.
 *
 * <p>Counts are divided by the property {@code pykka.tck.scale} (1 if not set), upper time bounds are multiplied by
 * {@code pykka.tck.slack}. A number in the name of a test, as in {@code faultA1...}, is that of the project's fault matrix.
 */
open module pykka.tck { // JUnit calls the tests, which are not public
    requires pykka.api;
    requires pykka.testkit;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    // annotations, not needed at run time
    requires static org.jspecify;

    // the runtimes that the suite runs on
    uses pykka.api.spi.ActorRuntime;
}
