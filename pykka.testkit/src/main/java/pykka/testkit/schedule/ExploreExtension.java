package pykka.testkit.schedule;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** What {@link ExploreSchedules} does. */
public final class ExploreExtension implements TestTemplateInvocationContextProvider {
    /** For JUnit. */
    public ExploreExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true; // it stands at the annotation alone
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ExploreSchedules wanted = context.getRequiredTestMethod().getAnnotation(ExploreSchedules.class);
        AtomicBoolean failed = new AtomicBoolean();
        return LongStream.range(wanted.seed(), wanted.seed() + wanted.value()).takeWhile(seed -> !failed.get())
                .mapToObj(seed -> new Schedule(seed, failed));
    }

    private record Schedule(long seed, AtomicBoolean failed) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "schedule " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Run(seed, failed));
        }
    }

    private static final class Run implements ParameterResolver, InvocationInterceptor {
        private final long seed;
        private final AtomicBoolean failed;
        private @Nullable SteppingRuntime runtime;

        Run(long seed, AtomicBoolean failed) {
            this.seed = seed;
            this.failed = failed;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SteppingRuntime.class;
        }

        @Override
        public SteppingRuntime resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return runtime();
        }

        private SteppingRuntime runtime() {
            if (runtime == null) {
                runtime = Explore.runtime(seed);
            }
            return runtime;
        }

        @Override
        public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
            boolean passed = false;
            try {
                Explore.run(seed, runtime(), given -> invocation.proceed());
                passed = true;
            } finally {
                failed.compareAndSet(false, !passed);
            }
        }
    }
}
