package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.childjvm.Ended;
import pykka.testkit.log.Recorder;

/** The heap is full, really. */
class FatalErrorTest {
    static final AtomicInteger STOPPED = new AtomicInteger();

    static class Other extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }

        @Override
        protected void onStop() {
            STOPPED.incrementAndGet();
        }
    }

    static class Greedy extends Other {
        @Override
        protected Object onReceive(Object message) {
            List<byte[]> all = new ArrayList<>();
            while (true) {
                all.add(new byte[1 << 20]);
            }
        }

        @Override
        protected void onFailure(Throwable failure) {
            System.out.println("onFailure");
        }
    }

    static class Main {
        public static void main(String[] args) {
            Recorder.listen(record -> {
                if (record.level().equals("ERROR")) {
                    System.out.println("ERROR " + record.message().replaceAll(" \\(.*", ""));
                }
            });
            List<Future<?>> ends = new ArrayList<>();
            List<Future<Object>> asks = new ArrayList<>();
            ActorRef<Greedy> greedy = Actor.start(Greedy::new, Tests.on(args[0]));
            for (int i = 0; i < 10; i++) {
                ActorRef<Other> other = Actor.start(Other::new, Tests.on(args[0]));
                ends.add(other.whenStopped());
            }
            ends.add(greedy.whenStopped());
            Future<Object> fatal = greedy.askAsync("all");
            asks.add(greedy.askAsync("behind"));
            try {
                fatal.get(Duration.ofSeconds(20));
            } catch (OutOfMemoryError e) {
                System.out.println("asker got " + e.getClass().getName());
            }
            ends.forEach(end -> end.get(Duration.ofSeconds(5)));
            for (Future<Object> ask : asks) {
                try {
                    ask.get(Duration.ofSeconds(5));
                } catch (ActorDeadException e) {
                    System.out.println("one behind: dead");
                }
            }
            System.out.println("onStop " + STOPPED);
            System.out.println("left " + ActorRegistry.getAll());
            System.out.println("main goes on");
        }
    }

    @ParameterizedTest
    @MethodSource("pykka.threading.jvm.Tests#runtimes")
    void faultC8AFullHeapReachesTheAskerAndStopsAllWithoutExit(String runtime) throws Exception {
        Ended ended = Jvm.of(Main.class, runtime).with("-Xmx128m").run().expect(0);
        assertEquals(List.of("asker got java.lang.OutOfMemoryError", "one behind: dead", "onStop 11", "left []", "main goes on"),
                ended.lines().stream().filter(line -> !line.startsWith("ERROR")).toList());
        assertEquals("Unhandled exception in Greedy", ended.the("ERROR"));
    }
}
