package pykka.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.MDC;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;

/** What a message costs, told or asked. Run with {@code -prof gc} for the bytes. Every run checks that nothing was lost. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Messages {
    private static final int TELLS = 1_000_000;
    private static final int ASKS = 1_000;

    /** The runtime. {@code virtual} needs JDK 21. */
    @Param({"threading"})
    public String runtime;

    /** How many entries the MDC of the sender has, which is carried with each message; off: it is not carried. */
    @Param({"off"})
    public String mdc;

    private final Object message = new Object();
    private ActorRef<Counter> counter;

    static final class Counter extends Actor {
        private int count;

        @Override
        protected Object onReceive(Object message) {
            count++;
            return message;
        }
    }

    @Setup(Level.Trial)
    public void start() {
        if (!mdc.equals("off")) {
            System.setProperty("pykka.context", "mdc");
            for (int i = 0; i < Integer.parseInt(mdc); i++) {
                MDC.put("key " + i, "value " + i); // the thread that sends is this one
            }
        }
        counter = Actor.start(Counter::new, ActorOptions.defaults().runtime(runtime));
    }

    @TearDown(Level.Trial)
    public void stop() {
        counter.stop();
    }

    /** One message told, of many, all of them handled. */
    @Benchmark
    @OperationsPerInvocation(TELLS)
    public int tell() throws Exception {
        for (int i = 0; i < TELLS; i++) {
            counter.tell(message);
        }
        int handled = counter.call(c -> {
            int count = c.count;
            c.count = 0;
            return count;
        }).get();
        if (handled != TELLS) {
            throw new IllegalStateException(handled + " of " + TELLS + " messages were handled");
        }
        return handled;
    }

    /** One message asked, of many, all of them answered; the waits are spread over all. */
    @Benchmark
    @OperationsPerInvocation(ASKS)
    public int askAll() {
        Future<?>[] replies = new Future<?>[ASKS];
        for (int i = 0; i < ASKS; i++) {
            replies[i] = counter.askAsync(message);
        }
        int answered = 0;
        for (Future<?> reply : replies) {
            if (reply.get() == message) {
                answered++;
            }
        }
        if (answered != ASKS) {
            throw new IllegalStateException(answered + " of " + ASKS + " asks were answered");
        }
        return answered;
    }

    /** One message asked and awaited. */
    @Benchmark
    public Object ask() {
        return counter.ask(message);
    }
}
