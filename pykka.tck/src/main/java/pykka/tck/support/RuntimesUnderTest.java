package pykka.tck.support;

import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import pykka.api.spi.ActorRuntime;

/** The names of the runtimes that the suite runs on. */
final class RuntimesUnderTest implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        List<String> names = names();
        if (names.isEmpty()) {
            throw new IllegalStateException("No runtime to test: put one on the class path, or name it in pykka.tck.runtimes");
        }
        return names.stream().map(Arguments::of);
    }

    private static List<String> names() {
        String named = System.getProperty("pykka.tck.runtimes");
        if (named != null) {
            return Arrays.stream(named.split(",")).map(String::strip).toList();
        }
        return ServiceLoader.load(ActorRuntime.class, RuntimesUnderTest.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get).filter(runtime -> runtime.unavailableReason().isEmpty())
                .map(ActorRuntime::name).sorted().toList();
    }
}
