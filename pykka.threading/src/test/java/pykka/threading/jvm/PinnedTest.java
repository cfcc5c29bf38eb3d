package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.childjvm.Ended;

/** A virtual actor that waits gives its carrier away. */
class PinnedTest {
    /** Asks the next one, and so on: all wait at once. */
    static class Link extends Actor {
        private final ActorRef<?> next;

        Link(ActorRef<?> next) {
            this.next = next;
        }

        @Override
        protected Object onReceive(Object message) {
            return next == null ? message : next.ask(message);
        }
    }

    /** Waits where a virtual thread cannot leave its carrier, to show that the measure works. */
    static class Pinned extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return Initialised.VALUE;
        }

        static class Initialised {
            static final Object VALUE = pause();

            private static Object pause() {
                Tests.pass(Duration.ofMillis(50));
                return "done";
            }
        }
    }

    static class Main {
        private static final ActorOptions VIRTUAL = ActorOptions.defaults().runtime("virtual");

        public static void main(String[] args) throws Exception {
            int count = Integer.parseInt(args[0]);
            int rounds = Integer.parseInt(args[1]);
            ask(10, 10); // loading a class for the first time pins, whoever does it
            List<RecordedEvent> pinned = new CopyOnWriteArrayList<>();
            CountDownLatch control = new CountDownLatch(1);
            try (RecordingStream stream = new RecordingStream()) {
                stream.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
                stream.onEvent("jdk.VirtualThreadPinned", event -> {
                    if (event.getStackTrace().getFrames().stream().anyMatch(frame -> frame.getMethod().getType().getName()
                            .endsWith("Initialised"))) {
                        control.countDown();
                    } else {
                        pinned.add(event);
                    }
                });
                stream.startAsync();
                System.out.println("answers " + ask(count, rounds));
                System.out.println("control " + Actor.start(Pinned::new, VIRTUAL).ask("wait"));
                ActorRegistry.stopAll();
                System.out.println("control seen " + control.await(20, TimeUnit.SECONDS));
            }
            System.out.println("pinned " + pinned.size());
            pinned.stream().limit(3).forEach(System.out::println);
        }

        private static int ask(int count, int rounds) {
            ActorRef<?> first = null;
            for (int i = 0; i < count; i++) {
                ActorRef<?> next = first;
                first = Actor.start(() -> new Link(next), VIRTUAL);
            }
            int right = 0;
            for (int i = 0; i < rounds; i++) {
                right += first.ask(i).equals(i) ? 1 : 0;
            }
            ActorRegistry.stopAll();
            return right;
        }
    }

    @Test
    @EnabledForJreRange(minVersion = 21)
    void actorsThatAskEachOtherPinNoCarrier() throws Exception {
        int rounds = Tests.scaled(100);
        Ended ended = Jvm.of(Main.class, 1_000, rounds).within(Duration.ofSeconds(60)).run().expect(0);
        assertEquals(rounds, ended.number("answers"));
        assertEquals("true", ended.the("control seen"), ended::toString);
        assertEquals(0, ended.number("pinned"), ended::toString);
        assertTrue(ended.all("control done").size() == 1, ended::toString);
    }
}
