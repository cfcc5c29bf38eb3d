package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorGroup;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.Inspection;
import pykka.childjvm.Ended;

/** The heap is full before any actor of the JVM has ended. */
class FullHeapTest {
    /** How long the heap stays full. */
    private static final long FULL_NANOS = 200_000_000;

    /** Fails with the heap full, when it is told to. */
    static final class Fails extends Actor {
        private static final IllegalStateException BOOM = new IllegalStateException("boom");
        private final CountDownLatch full;

        Fails(CountDownLatch full) {
            this.full = full;
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            full.await();
            throw BOOM;
        }
    }

    static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    /**
     * Fills the heap as long as actors fail, then looks whether all are answered, and the pool goes on. With an argument, there
     * is more to do at the end: the actors have URNs and are in a group, a listener is told, and senders wait for a place.
     */
    static final class Main {
        public static void main(String[] args) throws InterruptedException {
            boolean more = args.length > 0;
            ActorOptions pooled = ActorOptions.defaults().runtime("pooled");
            ActorGroup group = ActorGroup.create("full");
            CountDownLatch full = new CountDownLatch(1);
            List<Future<?>> behind = new ArrayList<>();
            List<ActorRef<Fails>> refs = new ArrayList<>();
            List<Thread> senders = new ArrayList<>();
            if (more) {
                Inspection.listen(new ActorListener() {
                    @Override
                    public boolean wantsInboxTime() {
                        return true;
                    }

                    @Override
                    public boolean wantsContent() {
                        return true;
                    }

                    @Override
                    public void deadLetter(DeadLetter letter) {
                        throw new IllegalStateException(letter.toString());
                    }
                });
            }
            for (int i = 0; i < 4; i++) {
                ActorRef<Fails> ref = more ? group.start(() -> new Fails(full), pooled.inboxCapacity(2))
                        : Actor.start(() -> new Fails(full), pooled);
                ref.tell("message");
                refs.add(ref);
                behind.add(ref.askAsync("behind"));
                behind.add(ref.stopAsync());
                behind.add(ref.whenStopped());
                if (more) {
                    ref.actorUrn();
                    Thread sender = new Thread(() -> send(ref));
                    sender.start();
                    senders.add(sender);
                }
            }
            ActorRef<Echo> idle = Actor.start(Echo::new, pooled);
            idle.ask("ready");
            Future<Object> woken = idle.askAsync(1); // it may be that nobody runs it before the heap is full
            fillWhile(full);
            for (Future<?> future : behind) {
                try {
                    future.get(Duration.ofSeconds(10));
                } catch (RuntimeException | Error e) {
                    System.out.println("failed " + e.getClass().getSimpleName());
                }
            }
            refs.forEach(ref -> System.out.println("alive " + ref.isAlive()));
            for (Thread sender : senders) {
                sender.join(10_000);
                System.out.println("alive " + sender.isAlive());
            }
            try {
                System.out.println("woken " + woken.get(Duration.ofSeconds(10)));
            } catch (RuntimeException | Error e) {
                System.out.println("woken failed " + e.getClass().getSimpleName());
            }
            idle.stop(Duration.ofSeconds(10));
            for (int i = 0; i < 8; i++) {
                System.out.println("echo " + Actor.start(Echo::new, pooled).ask(i, Duration.ofSeconds(10)));
            }
            System.exit(0);
        }

        private static void send(ActorRef<?> ref) {
            try {
                while (true) {
                    ref.tell("next");
                }
            } catch (ActorDeadException | OutOfMemoryError e) {
                // the end of the actor, also while this thread waited
            }
        }

        private static void fillWhile(CountDownLatch full) {
            Object[] all = null;
            for (int size = 1 << 20; size >= 1; size /= 2) {
                try {
                    while (true) {
                        Object[] more = new Object[size];
                        more[0] = all;
                        all = more;
                    }
                } catch (OutOfMemoryError e) {
                    // the next smaller ones
                }
            }
            full.countDown();
            for (long end = System.nanoTime() + FULL_NANOS; all != null && System.nanoTime() < end;) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void actorsThatEndWhileTheHeapIsFullAnswerAllAndThePoolGoesOn() throws IOException, InterruptedException {
        assertAllAnswered();
    }

    @Test
    void observedActorsWithWaitingSendersDoSo() throws IOException, InterruptedException {
        assertAllAnswered("more");
    }

    private static void assertAllAnswered(Object... arguments) throws IOException, InterruptedException {
        Ended ended = Tests.jvm(Main.class, arguments).with("-Xmx24m", "-XX:+UseSerialGC").run().expect(0);
        assertEquals(List.of(), ended.lines().stream().filter(line -> line.equals("alive true") || line.contains("Timeout")).toList(),
                ended::toString);
        assertEquals(8, ended.all("echo ").size(), ended::toString);
        assertEquals(1, ended.all("woken ").size(), ended::toString);
    }
}
