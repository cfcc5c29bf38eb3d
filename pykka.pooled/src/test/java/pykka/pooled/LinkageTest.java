package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorGroup;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;

/**
 * The first call of a VarHandle allocates, and needs more stack than is ensured: it must not come in the middle of a step. The
 * library has no VarHandles (CodeScanTest), but the queues and counters of the JDK have. After the first start none of those that
 * the library needs is called for the first time.
 */
class LinkageTest {
    /** What java.lang.invoke and the JDK's random numbers link for themselves. */
    private static final String OTHERS = ".*VarHandle\\.\\w+\\(byte\\[\\],.*"
            + "|.*VarHandle\\.(getOpaque|compareAndExchange)\\(Object\\[\\],.*";

    static final class Member extends Actor {
        @Override
        protected Object onReceive(Object message) throws Exception {
            if (message instanceof CountDownLatch latch) {
                latch.await();
            } else if (message instanceof ActorRef<?> other) {
                return other.ask("asked by an actor");
            } else if (message instanceof Exception failure) {
                throw failure;
            }
            return message;
        }
    }

    /** Uses the library after its first start. */
    static final class Main {
        private static final ActorOptions POOLED = ActorOptions.defaults().runtime("pooled");

        public static void main(String[] args) throws Exception {
            Actor.start(Member::new, POOLED).stop();
            System.out.println("STARTED");
            ofMany();
            ofOneThatIsFull();
            try (ActorGroup group = ActorGroup.create("cut off")) {
                group.start(Member::new, POOLED).tell(new CountDownLatch(1));
                group.close(Duration.ofMillis(50));
            }
            System.out.println("USED");
            System.out.println(new AtomicReferenceArray<>(1).compareAndExchange(0, null, "x"));
            System.exit(0);
        }

        private static void ofMany() {
            List<ActorRef<Member>> refs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                refs.add(Actor.start(Member::new, POOLED));
            }
            refs.forEach(ref -> ref.tell("told"));
            refs.subList(1, 50).forEach(ref -> ref.ask(refs.get(0)));
            refs.get(0).tell(new IllegalStateException());
            refs.forEach(ref -> ref.stop());
        }

        private static void ofOneThatIsFull() throws Exception {
            CountDownLatch latch = new CountDownLatch(1);
            ActorRef<Member> full = Actor.start(Member::new, POOLED.inboxCapacity(1));
            full.tell(latch);
            Thread sender = new Thread(() -> List.of(1, 2, 3, 4).forEach(full::tell));
            sender.start();
            while (sender.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            latch.countDown();
            sender.join();
            full.tell(new CountDownLatch(1));
            try {
                full.ask("in vain", Duration.ofMillis(10));
            } catch (ActorTimeoutException e) {
                // as it must
            }
            full.whenStopped();
            full.stopAsync();
        }
    }

    @Test
    void noVarHandleIsLinkedAfterTheFirstStart() throws IOException, InterruptedException {
        String text = Tests.jvm(Main.class).with("-Djava.lang.invoke.MethodHandle.TRACE_METHOD_LINKAGE=true").run().expect(0).text();
        List<String> linked = text.substring(text.indexOf("STARTED"), text.indexOf("USED")).lines()
                .filter(line -> line.matches("linkMethod java\\.lang\\.invoke\\.VarHandle\\..*") && !line.matches(OTHERS)).toList();
        assertEquals(List.of(), linked);
        assertTrue(text.substring(text.indexOf("USED")).contains("linkMethod java.lang.invoke.VarHandle.compareAndExchange("),
                "the JVM shows what it links");
    }
}
