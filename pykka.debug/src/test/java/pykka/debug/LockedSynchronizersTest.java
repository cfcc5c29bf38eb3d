package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.testkit.StopActors;

/** The JVM's own dumps list what a thread owns, of which asks are only while somebody waits for them. */
@ExtendWith(StopActors.class)
class LockedSynchronizersTest {
    private final CountDownLatch free = new CountDownLatch(1);

    private final class Busy extends Actor {
        @Override
        protected Object onReceive(Object message) throws InterruptedException {
            free.await();
            return message;
        }
    }

    @AfterEach
    void forgetPolicy() {
        free.countDown();
        System.clearProperty("pykka.deadlock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "off"})
    void asksThatNobodyWaitsForAreNotOwned(String policy) {
        System.setProperty("pykka.deadlock", policy);
        ActorRef<Busy> ref = Actor.start(Busy::new, ActorOptions.defaults().runtime("threading"));
        List<Future<Object>> asks = Stream.generate(() -> ref.askAsync("open")).limit(1_000).toList();
        int most = 0;
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().dumpAllThreads(false, true)) {
            most = Math.max(most, info.getLockedSynchronizers().length);
        }
        assertTrue(most < 10, most + " of one thread");
        free.countDown();
        asks.forEach(ask -> assertEquals("open", ask.get()));
        ref.stop();
    }
}
