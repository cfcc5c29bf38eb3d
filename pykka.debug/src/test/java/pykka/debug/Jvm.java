package pykka.debug;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import pykka.api.Actor;
import pykka.childjvm.ChildJvm;
import pykka.childjvm.Ended;
import pykka.pooled.PooledRuntime;
import pykka.testkit.log.Recorder;
import pykka.threading.ThreadingRuntime;

/** The JVMs that these tests start, and what they have on their paths. */
final class Jvm {
    static final Path TESTS = ChildJvm.home(Jvm.class);
    static final Path DEBUG = ChildJvm.home(ThreadTracebacks.class);
    static final Path API = ChildJvm.home(Actor.class);
    static final Path THREADING = ChildJvm.home(ThreadingRuntime.class);
    static final Path POOLED = ChildJvm.home(PooledRuntime.class);
    static final Path TESTKIT = ChildJvm.home(Recorder.class);
    static final Path SLF4J = ChildJvm.home(Logger.class);

    private Jvm() {}

    /** One with all of it on its class path. What is logged goes to the recorder, and nowhere else. */
    static ChildJvm of(Class<?> main, Object... arguments) {
        ChildJvm jvm = ChildJvm.java().with("-Dslf4j.provider=pykka.testkit.log.RecordingProvider", "-Dslf4j.internal.verbosity=ERROR")
                .classPath(List.of(TESTS, DEBUG, THREADING, POOLED, API, TESTKIT, SLF4J)).main(main.getName(), arguments);
        Stream.of("scale", "slack", "full").map(name -> "pykka.tck." + name).filter(name -> System.getProperty(name) != null)
                .forEach(name -> jvm.with("-D" + name + "=" + System.getProperty(name)));
        return jvm;
    }

    /** Runs it to its end, which must be a good one. */
    static Ended run(List<String> options, Class<?> main, Object... arguments) throws Exception {
        return of(main, arguments).with(options).run().expect(0);
    }
}
