package pykka.itest.suite;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Goes through test classes on the class path but runs no test: {@code <file> <class>...}. */
public final class Count implements InvocationInterceptor {
    public static void main(String[] args) throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : List.of(args).subList(1, args.length)) {
            classes.add(Class.forName(name));
        }
        Suite.run("class path", classes, true, Path.of(args[0]));
    }

    @Override
    public void interceptTestMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> what, ExtensionContext where) {
        test.skip();
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> what, ExtensionContext where) {
        test.skip();
    }
}
