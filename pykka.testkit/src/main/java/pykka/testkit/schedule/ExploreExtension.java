package pykka.testkit.schedule;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
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
        Trials trials = new Trials(search(wanted), wanted.replay().isEmpty() ? wanted.value() : 1,
                new Allowed(wanted.allowDeadLetters(), wanted.allowDeadlocks()));
        return Stream.iterate(next(trials, wanted), Objects::nonNull, before -> next(trials, wanted))
                .map(trial -> new Schedule(trials, trial));
    }

    private static Search search(ExploreSchedules wanted) {
        if (wanted.preemptions() < 0 || wanted.all() && !wanted.replay().isEmpty()) {
            throw new IllegalArgumentException(wanted + ": preemptions must not be negative, and a replay is of one order, not of all");
        }
        return !wanted.replay().isEmpty() ? Search.of(Trial.replay(wanted.replay()))
                : wanted.all() ? DepthFirst.deepening(wanted.preemptions(), !wanted.sharing())
                : Search.drawn(wanted.seed());
    }

    private static @Nullable Trial next(Trials trials, ExploreSchedules wanted) {
        Trial next = trials.next();
        if (next == null && wanted.all() && trials.isCut()) {
            throw new AssertionError("None of " + wanted.value() + " orders fails, but there are more: give a larger value,"
                    + " or a bound of preemptions");
        }
        return next;
    }

    private record Schedule(Trials trials, Trial trial) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return trial.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Run(trials, trial));
        }
    }

    private record Run(Trials trials, Trial trial) implements ParameterResolver, InvocationInterceptor {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SteppingRuntime.class;
        }

        @Override
        public SteppingRuntime resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return trial.runtime();
        }

        @Override
        public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method, ExtensionContext context) {
            trials.run(trial, given -> invocation.proceed());
        }
    }
}
