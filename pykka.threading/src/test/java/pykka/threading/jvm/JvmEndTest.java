package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.childjvm.Ended;

/** When the JVM ends, and how actors end with it. */
@Tag("slow")
class JvmEndTest {
    static class Exiting extends Actor {
        @Override
        protected Object onReceive(Object code) {
            System.exit((Integer) code);
            return null;
        }
    }

    static class Other extends Actor {
        @Override
        protected Object onReceive(Object message) {
            System.out.println("handled " + message);
            return message;
        }

        @Override
        protected void onStop() {
            System.out.println("stopped");
        }
    }

    static class ExitInHandler {
        public static void main(String[] args) {
            ActorRegistry.stopAllAtExit(Duration.ofSeconds(10));
            for (int i = 0; i < 10; i++) {
                if (i == 5) {
                    Actor.start(Exiting::new, Tests.on(args[0]));
                }
                Actor.start(Other::new, Tests.on(args[0]));
            }
            System.out.println("exit at " + System.currentTimeMillis());
            ActorRegistry.getByClass(Exiting.class).get(0).tell(7);
        }
    }

    @ParameterizedTest
    @MethodSource("pykka.threading.jvm.Tests#runtimesAndDaemons")
    void faultB12ExitInAHandlerStopsTheOthersAndKeepsItsCode(String runtime) throws Exception {
        Ended ended = Jvm.of(ExitInHandler.class, runtime).run().expect(7);
        assertEquals(10, ended.all("stopped").size(), ended::toString);
        assertSoon(Duration.ofSeconds(2), ended.number("exit at"), ended);
    }

    /** It calls exit when the hook already waits for it, with no limit. */
    static class LateExit {
        public static void main(String[] args) {
            ActorRegistry.stopAllAtExit(Duration.ofSeconds(Long.MAX_VALUE));
            Actor.start(Other::new, Tests.on(args[0]));
            ActorRef<Late> late = Actor.start(Late::new, Tests.on(args[0]));
            late.tell("the hook is installed");
            System.exit(7);
        }
    }

    static class Late extends Actor {
        @Override
        protected Object onReceive(Object message) throws InterruptedException {
            while (Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().equals("pykka-stop-at-exit")
                    && List.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState()))) {
                Thread.onSpinWait();
            }
            System.exit(8);
            return null;
        }
    }

    @ParameterizedTest
    @MethodSource("pykka.threading.jvm.Tests#runtimesAndDaemons")
    void anActorThatCallsExitWhileTheHookWaitsForItHoldsNothingUp(String runtime) throws Exception {
        Ended ended = Jvm.of(LateExit.class, runtime).run().expect(7);
        assertEquals(1, ended.all("stopped").size(), ended::toString);
    }

    /** A daemon thread looks after the actor when main has returned and nothing but the actor holds the JVM. */
    static class MainReturns {
        public static void main(String[] args) {
            Thread main = Thread.currentThread();
            ActorRef<Other> idle = Actor.start(Other::new, Tests.on(args[0]));
            idle.ask("before");
            Thread later = new Thread(() -> {
                Tests.await(() -> !main.isAlive());
                Tests.pass(Duration.ofMillis(500));
                System.out.println("keep-alive threads: " + threads("pykka-keep-alive"));
                idle.ask("after");
                System.out.println("stop at " + System.currentTimeMillis());
                idle.stopAsync();
            });
            later.setDaemon(true);
            later.start();
        }
    }

    @ParameterizedTest
    @MethodSource("pykka.threading.jvm.Tests#runtimesAndDaemons")
    void faultB13AndG8TheJvmStaysWhileAnActorLivesAndEndsSoonAfter(String runtime) throws Exception {
        Ended ended = Jvm.of(MainReturns.class, runtime).run().expect(0);
        assertEquals(List.of("before", "after"), ended.all("handled"), ended::toString);
        assertEquals(runtime.equals("threading") ? 0 : 1, ended.number("keep-alive threads:"), ended::toString);
        assertSoon(Duration.ofSeconds(1), ended.number("stop at"), ended);
    }

    static class StopsAll {
        public static void main(String[] args) {
            for (int i = 0; i < 3; i++) {
                Actor.start(Other::new, Tests.on(args[0]));
            }
            System.out.println("ended " + ActorRegistry.stopAll().values());
            System.out.println("stop at " + System.currentTimeMillis());
        }
    }

    @ParameterizedTest
    @MethodSource("pykka.threading.jvm.Tests#runtimesAndDaemons")
    void faultB13TheJvmEndsAfterStopAll(String runtime) throws Exception {
        Ended ended = Jvm.of(StopsAll.class, runtime).run().expect(0);
        assertEquals("[true, true, true]", ended.the("ended"));
        assertSoon(Duration.ofSeconds(1), ended.number("stop at"), ended);
    }

    static class DaemonsOnly {
        public static void main(String[] args) {
            for (int i = 0; i < 3; i++) {
                Actor.start(Other::new, Tests.on(args[0]).daemon(true)).ask("one");
            }
            System.out.println("keep-alive threads: " + threads("pykka-keep-alive"));
            System.out.println("return at " + System.currentTimeMillis());
        }
    }

    @ParameterizedTest
    @MethodSource("pykka.threading.jvm.Tests#runtimesAndDaemons")
    void faultB13AndG8DaemonActorsDoNotHoldTheJvm(String runtime) throws Exception {
        Ended ended = Jvm.of(DaemonsOnly.class, runtime).run().expect(0);
        assertEquals(3, ended.all("handled one").size(), ended::toString);
        assertEquals(0, ended.number("keep-alive threads:"));
        assertSoon(Duration.ofSeconds(1), ended.number("return at"), ended);
    }

    /** Actors that come and go are held by one thread, and not for longer than a moment. */
    static class ComeAndGo {
        public static void main(String[] args) {
            for (int i = 0; i < 1_000; i++) {
                Actor.start(Other::new, Tests.on(args[0])).stop();
            }
            System.out.println("keep-alive threads: " + threads("pykka-keep-alive"));
            System.out.println("stop at " + System.currentTimeMillis());
        }
    }

    @ParameterizedTest
    @MethodSource("pykka.threading.jvm.Tests#runtimesAndDaemons")
    void faultG8ShortActorsOneAfterTheOtherShareOneKeepAliveThread(String runtime) throws Exception {
        Ended ended = Jvm.of(ComeAndGo.class, runtime).run().expect(0);
        assertEquals(1_000, ended.all("stopped").size());
        assertTrue(ended.number("keep-alive threads:") <= 1, ended::toString);
        assertSoon(Duration.ofSeconds(1), ended.number("stop at"), ended);
    }

    static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(name)).count();
    }

    private static void assertSoon(Duration most, long sinceMillis, Ended ended) {
        long took = ended.atMillis() - sinceMillis;
        assertTrue(took <= Tests.slack(most).toMillis(), () -> took + " ms, then: " + ended);
    }
}
