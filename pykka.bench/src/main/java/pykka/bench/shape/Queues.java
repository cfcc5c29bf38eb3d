package pykka.bench.shape;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscLinkedQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hand-over from one thread to another by a bare queue, neither of which ever sleeps: nothing of what makes an actor. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Queues {
    private static final int ELEMENTS = 1_000_000;
    private static final int CAPACITY = 1 << 16;

    /** Which queue. */
    @Param({"mpsc-array", "mpsc-linked", "concurrent-linked", "linked-blocking", "array-blocking"})
    public String contender;

    private final Object element = new Object();
    private Queue<Object> queue;

    @Setup
    public void open() {
        queue = switch (contender) {
            case "mpsc-array" -> new MpscArrayQueue<>(CAPACITY);
            case "mpsc-linked" -> new MpscLinkedQueue<>();
            case "concurrent-linked" -> new ConcurrentLinkedQueue<>();
            case "linked-blocking" -> new LinkedBlockingQueue<>();
            case "array-blocking" -> new ArrayBlockingQueue<>(CAPACITY);
            default -> throw new IllegalArgumentException("There is no queue '" + contender + "'");
        };
    }

    private void take() {
        for (int taken = 0; taken < ELEMENTS; taken++) {
            while (queue.poll() == null) {
                Thread.onSpinWait();
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void queues() throws InterruptedException {
        Thread consumer = new Thread(this::take);
        consumer.start();
        for (int put = 0; put < ELEMENTS; put++) {
            while (!queue.offer(element)) {
                Thread.onSpinWait();
            }
        }
        consumer.join();
        Shape.check(0, queue.size());
    }
}
