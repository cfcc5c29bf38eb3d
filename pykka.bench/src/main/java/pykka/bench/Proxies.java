package pykka.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
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
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Future;

/**
 * What a call costs beyond a plain message that does the same work: asked and awaited, and told. {@link Ratios} runs all of
 * them in turns. Every run checks that nothing was lost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Proxies {
    private static final int TELLS = 100_000;

    /** The runtime. {@code virtual} needs JDK 21. */
    @Param({"threading"})
    public String runtime;

    private final InvocationHandler handler = (proxy, method, arguments) -> null;
    private ActorRef<Adder> ref;
    private AdderProxy typed;
    private AdderTells tells;
    private ActorProxy dynamic;

    /** The work, as a message: made for each, as who sends arguments must. */
    record Sum(int a, int b) {}

    /** The actor. */
    public static class Adder extends Actor {
        /** Written by each call. */
        public int lastResult;
        private int count;

        /** The work. */
        public int add(int a, int b) {
            count++;
            lastResult = a + b;
            return lastResult;
        }

        @Override
        protected Object onReceive(Object message) {
            Sum sum = (Sum) message;
            return add(sum.a, sum.b);
        }
    }

    /** The actor's methods. */
    public interface AdderProxy {
        /** A call. */
        Future<Integer> add(int a, int b);

        /** A read. */
        Future<Integer> lastResult();
    }

    /** The same, told. */
    public interface AdderTells {
        /** A call without a reply. */
        void add(int a, int b);
    }

    @Setup(Level.Trial)
    public void start() {
        ref = Actor.start(Adder::new, ActorOptions.defaults().runtime(runtime));
        typed = ref.proxy(AdderProxy.class);
        tells = ref.proxy(AdderTells.class);
        dynamic = ref.proxy();
    }

    @TearDown(Level.Trial)
    public void stop() {
        ref.stop();
    }

    // ---- asked and awaited

    @Benchmark
    public Object ask() {
        return ref.ask(new Sum(1, 2));
    }

    @Benchmark
    public Object typedCall() {
        return typed.add(1, 2).get();
    }

    @Benchmark
    public Object dynamicCall() {
        return dynamic.call("add", 1, 2).get();
    }

    @Benchmark
    public Object typedRead() {
        return typed.lastResult().get();
    }

    @Benchmark
    public Object dynamicRead() {
        return dynamic.get("lastResult").get();
    }

    @Benchmark
    public Object lambdaCall() {
        return ref.call(adder -> adder.add(1, 2)).get();
    }

    // ---- told, many, all of them handled

    @Benchmark
    @OperationsPerInvocation(TELLS)
    public int tell() {
        for (int i = 0; i < TELLS; i++) {
            ref.tell(new Sum(1, 2));
        }
        return handled();
    }

    @Benchmark
    @OperationsPerInvocation(TELLS)
    public int typedDefer() {
        for (int i = 0; i < TELLS; i++) {
            tells.add(1, 2);
        }
        return handled();
    }

    @Benchmark
    @OperationsPerInvocation(TELLS)
    public int dynamicDefer() {
        for (int i = 0; i < TELLS; i++) {
            dynamic.defer("add", 1, 2);
        }
        return handled();
    }

    @Benchmark
    @OperationsPerInvocation(TELLS)
    public int lambdaDefer() {
        for (int i = 0; i < TELLS; i++) {
            ref.defer(adder -> adder.add(1, 2));
        }
        return handled();
    }

    private int handled() {
        int handled = ref.call(adder -> {
            int count = adder.count;
            adder.count = 0;
            return count;
        }).get();
        if (handled != TELLS) {
            throw new IllegalStateException(handled + " of " + TELLS + " were handled");
        }
        return handled;
    }

    // ---- another proxy

    /** A proxy of the JDK alone. */
    @Benchmark
    public Object jdkProxy() {
        return Proxy.newProxyInstance(AdderProxy.class.getClassLoader(), new Class<?>[] {AdderProxy.class}, handler);
    }

    /** A typed proxy, not the first of its interface. */
    @Benchmark
    public Object secondProxy() {
        return ref.proxy(AdderProxy.class);
    }
}
