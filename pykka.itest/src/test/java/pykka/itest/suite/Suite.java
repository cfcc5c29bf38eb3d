package pykka.itest.suite;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes with JUnit's launcher. A file says where they ran, has a line for each test, and END if all is over. */
final class Suite implements TestExecutionListener {
    static final String END = "end";

    private final BufferedWriter out;
    private TestPlan plan;

    private Suite(BufferedWriter out) {
        this.out = out;
    }

    static void run(String where, List<Class<?>> classes, boolean withExtensions, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            Suite suite = new Suite(out);
            suite.write(where);
            try {
                LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                        .selectors(classes.stream().map(type -> selectClass(type)).toList())
                        .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "" + withExtensions).build();
                // nothing is looked for: in a framework it would not be found
                LauncherFactory.create(LauncherConfig.builder().enableTestEngineAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestEngines(new JupiterTestEngine()).build()).execute(request, suite);
            } catch (Throwable e) { // for the one who reads
                suite.write(Line.of("FAILED", "launcher", "launcher", e).toString());
            }
            suite.write(END);
        }
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write(new Line("SKIPPED", test.getUniqueId(), name(test), reason).toString());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            write(Line.of(result.getStatus().name(), test.getUniqueId(), name(test), result.getThrowable().orElse(null))
                    .toString());
        }
    }

    private String name(TestIdentifier test) {
        Deque<String> names = new ArrayDeque<>();
        for (Optional<TestIdentifier> each = Optional.of(test); each.isPresent(); each = plan.getParent(each.get())) {
            names.addFirst(each.get().getDisplayName());
        }
        names.removeFirst(); // that of the engine
        return String.join(" > ", names);
    }

    private synchronized void write(String line) {
        try {
            out.write(line);
            out.newLine();
            out.flush(); // for whoever waits
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
