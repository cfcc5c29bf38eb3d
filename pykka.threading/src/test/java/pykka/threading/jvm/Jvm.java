package pykka.threading.jvm;

import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import pykka.api.Actor;
import pykka.childjvm.ChildJvm;
import pykka.testkit.log.Recorder;
import pykka.threading.ThreadingRuntime;

/** What the JVMs that these tests start have on their paths. */
final class Jvm {
    static final Path TESTS = ChildJvm.home(Jvm.class);
    static final Path API = ChildJvm.home(Actor.class);
    static final Path THREADING = ChildJvm.home(ThreadingRuntime.class);
    static final Path TESTKIT = ChildJvm.home(Recorder.class);
    static final Path SLF4J = ChildJvm.home(Logger.class);

    private Jvm() {}

    /** One with all of it on its class path, whose records of what is logged are kept and not printed. */
    static ChildJvm of(Class<?> main, Object... arguments) {
        return ChildJvm.java().with("-Dslf4j.provider=pykka.testkit.log.RecordingProvider", "-Dslf4j.internal.verbosity=ERROR")
                .classPath(List.of(TESTS, THREADING, API, TESTKIT, SLF4J)).main(main.getName(), arguments);
    }
}
