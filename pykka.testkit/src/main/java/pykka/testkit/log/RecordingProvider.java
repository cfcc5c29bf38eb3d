package pykka.testkit.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * A slf4j 2 back end that gives all to the {@link Recorder}. It is not registered as a service, so that it never takes the place
 * of a user's back end: select it with {@code -Dslf4j.provider=pykka.testkit.log.RecordingProvider}.
 */
public final class RecordingProvider implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();

    /** For slf4j. */
    public RecordingProvider() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return RecordingLogger::of;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
