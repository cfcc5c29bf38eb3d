package pykka.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.cluster.internal.codec.AllowList;
import pykka.cluster.internal.codec.JavaCodec;
import pykka.cluster.internal.codec.Limits;

/**
 * A node in a JVM of its own that tells and asks the actors of all others until it gets the signal TERM. Then it sends no more,
 * waits until its asks have ended, leaves, and prints {@code done}. What it counts is in a file, {@link Marks}.
 * Arguments: the port of the test's node, the detection time in milliseconds, the file, and its own number.
 */
final class SoakNode {
    /** Nodes of a test are numbered from 0. */
    static final int NODES = 1_000;
    /** Tells that were begun, and those that returned. */
    static final int TOLD = 0;
    static final int ACCEPTED = 1;
    static final int ASKED = 2;
    static final int ANSWERED = 3;
    static final int FAILED = 4;
    /** What the cluster has counted, at the end. */
    static final int LOST = 5;
    static final int REFUSED = 6;
    /** Answers that are wrong, messages that came twice or out of order, failures that were not expected. */
    static final int FAULTS = 7;
    /** From here on: what has arrived of each node by tells, and then what was handled of it. */
    static final int ARRIVED = 8;
    static final int HANDLED = ARRIVED + NODES;
    static final int SIZE = HANDLED + NODES;

    private final Marks marks;
    private final int number;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Semaphore open = new Semaphore(1_000);
    private volatile boolean over;

    private SoakNode(Marks marks, int number) {
        this.marks = marks;
        this.number = number;
    }

    static ClusterOptions options(Duration detection) {
        return ClusterOptions.named("soak").bind("127.0.0.1", 0).detection(detection).askLimit(Duration.ofSeconds(20));
    }

    public static void main(String[] args) throws Exception {
        Marks marks = new Marks(Path.of(args[2]), SIZE);
        int number = Integer.parseInt(args[3]);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        new SoakNode(marks, number).run(options(Duration.ofMillis(Long.parseLong(args[1]))).members("127.0.0.1:" + args[0]), end);
        System.out.println("done");
        done.countDown();
    }

    private void run(ClusterOptions options, CountDownLatch end) throws Exception {
        Cluster cluster = Cluster.join(options.codec(new Arrivals()));
        ActorRef<Target> target = Actor.start(Target::new);
        cluster.publish("target", target);
        System.out.println("ready");
        Thread sender = new Thread(() -> send(cluster, target));
        sender.start();
        end.await();
        over = true;
        sender.join();
        if (!open.tryAcquire(1_000, 60, TimeUnit.SECONDS)) {
            fault("asks that have not ended: " + (1_000 - open.availablePermits()));
        }
        cluster.close();
        target.stop();
        marks.set(ASKED, asked.get());
        marks.set(ANSWERED, answered.get());
        marks.set(FAILED, failed.get());
        marks.set(LOST, cluster.lost());
        marks.set(REFUSED, cluster.refused());
    }

    private synchronized void fault(String what) {
        System.out.println("fault: " + what);
        marks.add(FAULTS);
    }

    private void send(Cluster cluster, ActorRef<?> self) {
        Random random = new Random();
        Map<String, Integer> steps = new HashMap<>();
        while (!over) {
            List<ActorRef<Object>> others = cluster.findAll("target").stream().filter(ref -> ref != self).toList();
            if (others.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            ActorRef<Object> to = others.get(random.nextInt(others.size()));
            for (int i = 0; i < 20; i++) {
                int step = steps.merge(to.actorUrn(), 1, Integer::sum);
                boolean told = random.nextBoolean();
                Numbered message = new Numbered(number, Integer.toString(number), step, told, null);
                if (told) {
                    tell(to, message);
                } else {
                    ask(to, message);
                }
            }
        }
    }

    private void tell(ActorRef<Object> to, Numbered message) {
        marks.add(TOLD);
        try {
            to.tell(message);
            marks.add(ACCEPTED);
        } catch (ActorDeadException | ActorInboxFullException e) {
            // not sent
        }
    }

    private void ask(ActorRef<Object> to, Numbered message) {
        open.acquireUninterruptibly();
        asked.incrementAndGet();
        to.askAsync(message).onComplete((answer, failure) -> {
            if (failure == null) {
                answered.incrementAndGet();
                if (!Integer.valueOf(message.step()).equals(answer)) {
                    fault(answer + " is the answer to " + message);
                }
            } else {
                failed.incrementAndGet();
                if (!(failure instanceof ActorDeadException || failure instanceof ActorInboxFullException
                        || failure instanceof ActorTimeoutException)) {
                    fault(String.valueOf(failure));
                }
            }
            open.release();
        });
    }

    /** Counts the tells that arrive, before they come to an inbox. Those of a node are read by one thread at a time. */
    private final class Arrivals implements ClusterCodec {
        private final ClusterCodec codec = new JavaCodec(AllowList.of(List.of("pykka.cluster.Numbered")), Limits.ofBytes(4 << 20));

        @Override
        public void write(@Nullable Object value, DataOutput out, ClusterRefs refs) throws IOException {
            codec.write(value, out, refs);
        }

        @Override
        public @Nullable Object read(DataInput in, ClassLoader loader, ClusterRefs refs)
                throws IOException, ClassNotFoundException {
            Object value = codec.read(in, loader, refs);
            if (value instanceof Numbered message && message.told()) {
                marks.add(ARRIVED + message.number());
            }
            return value;
        }
    }

    private final class Target extends Actor {
        private final Map<Integer, Integer> last = new HashMap<>();

        @Override
        protected @Nullable Object onReceive(@Nullable Object given) {
            Numbered message = (Numbered) given;
            Integer before = last.put(message.number(), message.step());
            if (before != null && before >= message.step()) {
                fault("handled after step " + before + ": " + message);
            }
            if (message.told()) {
                marks.add(HANDLED + message.number());
            }
            return message.step();
        }
    }
}
