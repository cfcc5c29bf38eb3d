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
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;

/** An actor that asks another one: a wait that could be part of a deadlock, for which each is looked at. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Waits {
    private static final int ASKS = 1_000;

    /** The runtime of both. {@code virtual} needs JDK 21. */
    @Param({"threading"})
    public String runtime;

    private ActorRef<Echo> echo;
    private ActorRef<Asker> asker;

    /** Answers with what it is told. */
    static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    /** Asks again and again. */
    static final class Asker extends Actor {
        private final ActorRef<Echo> echo;

        Asker(ActorRef<Echo> echo) {
            this.echo = echo;
        }

        @Override
        protected Object onReceive(Object message) {
            for (int i = 0; i < ASKS; i++) {
                if (echo.ask(message) != message) {
                    throw new IllegalStateException("another answer");
                }
            }
            return message;
        }
    }

    @Setup(Level.Trial)
    public void start() {
        ActorOptions options = ActorOptions.defaults().runtime(runtime);
        echo = Actor.start(Echo::new, options);
        asker = Actor.start(() -> new Asker(echo), options);
    }

    @TearDown(Level.Trial)
    public void stop() {
        asker.stop();
        echo.stop();
    }

    @Benchmark
    @OperationsPerInvocation(ASKS)
    public Object askInAnActor() {
        return asker.ask("hello");
    }
}
