package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;

/** A handler finds its thread as every other handler does, whatever the starter or the handler before did to theirs. */
@Contract
class ThreadStateContract extends ContractTest {
    private static final Duration LONG = slack(Duration.ofSeconds(5));

    ThreadStateContract(String runtime) {
        super(runtime);
    }

    static class Echo extends Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return message;
        }
    }

    /** Both messages are in the inbox before the first one is handled, so that they are handled in one turn. */
    @Test
    void contextClassLoaderThatAHandlerLeavesIsNotThatOfTheNextMessage() {
        ActorRef<Echo> ref = start(Echo::new);
        CountDownLatch sent = new CountDownLatch(1);
        ref.defer(actor -> {
            sent.await();
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        });
        Future<ClassLoader> found = ref.call(actor -> Thread.currentThread().getContextClassLoader());
        sent.countDown();
        assertSame(Echo.class.getClassLoader(), found.get(LONG));
    }

    @Test
    void priorityIsNotThatOfTheStarter() throws InterruptedException {
        int[] found = new int[1];
        Thread starter = new Thread(() -> {
            ActorRef<Echo> ref = start(Echo::new);
            found[0] = ref.call(actor -> Thread.currentThread().getPriority()).get(LONG);
        });
        starter.setPriority(Thread.MIN_PRIORITY);
        starter.start();
        starter.join();
        assertEquals(Thread.NORM_PRIORITY, found[0]);
    }
}
