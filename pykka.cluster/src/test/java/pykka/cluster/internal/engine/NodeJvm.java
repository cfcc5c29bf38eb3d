package pykka.cluster.internal.engine;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import pykka.childjvm.ChildJvm;

/** The JVMs of nodes that are not in that of the test: small, and without a log. */
public final class NodeJvm {
    private NodeJvm() {}

    public static ChildJvm of(List<Path> classPath, Class<?> main, Object... arguments) {
        return ChildJvm.java().with("-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider", "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1").classPath(classPath).main(main.getName(), arguments);
    }

    /** That of this JVM. */
    public static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }
}
