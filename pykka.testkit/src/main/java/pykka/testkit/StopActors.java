package pykka.testkit;

import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import pykka.api.ActorGroup;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;

/**
 * A JUnit Jupiter extension for tests of actors: after each test it stops the actors of the test, and fails a test that left one
 * running. Use it with {@code @ExtendWith(StopActors.class)}.
 *
 * <p>Each test has an {@link ActorGroup} of its own, and the code of the test, its {@code @BeforeEach} and {@code @AfterEach}
 * methods run in it: actors that their thread starts, and those that these start, are in the group. A method that has a
 * parameter of the type ActorGroup gets it. Where tests run in parallel, the actors of the test's group are those that count;
 * where they do not, all actors of the JVM.
 */
public final class StopActors implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Namespace NAMESPACE = Namespace.create(StopActors.class);

    /** For JUnit. */
    public StopActors() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(ActorGroup.class, ActorGroup.create(context.getDisplayName()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ActorGroup group = group(context);
        Thread.interrupted(); // an interrupt that the test has left: it would end the waits below, and those of the next test
        boolean parallel = context.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                .map(Boolean::parseBoolean).orElse(false);
        Set<ActorRef<?>> left = actors(group, parallel);
        if (!left.isEmpty()) {
            group.stopAll(LIMIT);
            if (!parallel) {
                ActorRegistry.stopAll(LIMIT);
            }
        }
        Collection<ActorRef<?>> stuck = left.isEmpty() ? List.of() : new ArrayList<>(actors(group, parallel));
        group.close(Duration.ZERO); // cuts off those that are stuck
        if (!left.isEmpty()) {
            throw new AssertionError("The test left actors running: " + left
                    + (stuck.isEmpty() ? ". They were stopped" : ". These do not stop: " + stuck)
                    + ". Stop what a test starts, by ref.stop() or ActorRegistry.stopAll()");
        }
    }

    private static Set<ActorRef<?>> actors(ActorGroup group, boolean parallel) {
        Set<ActorRef<?>> actors = new LinkedHashSet<>(group.getAll());
        if (!parallel) {
            actors.addAll(ActorRegistry.getAll());
        }
        return actors;
    }

    private static ActorGroup group(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(ActorGroup.class, ActorGroup.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ActorGroup.class && group(context) != null;
    }

    @Override
    public ActorGroup resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return group(context);
    }

    private static <T extends @Nullable Object> T inGroup(Invocation<T> invocation, ExtensionContext context) throws Throwable {
        return group(context).call(() -> {
            try {
                return invocation.proceed();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new UndeclaredThrowableException(e);
            }
        });
    }

    @Override
    public void interceptBeforeEachMethod(Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        inGroup(invocation, context);
    }

    @Override
    public void interceptTestMethod(Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        inGroup(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        inGroup(invocation, context);
    }

    @Override
    public <T extends @Nullable Object> T interceptTestFactoryMethod(Invocation<T> invocation,
            ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
        return inGroup(invocation, context);
    }

    @Override
    public void interceptDynamicTest(Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test,
            ExtensionContext context) throws Throwable {
        inGroup(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        inGroup(invocation, context);
    }
}
