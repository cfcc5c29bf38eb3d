package pykka.threading.jvm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import pykka.api.ActorOptions;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorThreads;
import pykka.threading.ExecutorRuntime;

/** What these tests and their main classes share. */
final class Tests {
    private static final ActorRuntime EXECUTOR = ExecutorRuntime.pool("executor", Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        return thread;
    }));

    private Tests() {}

    /** A count, divided by the property pykka.tck.scale; at least 1. */
    static int scaled(int count) {
        return Math.max(1, count / Integer.getInteger("pykka.tck.scale", 1));
    }

    /** An upper bound of time, multiplied by the property pykka.tck.slack. */
    static Duration slack(Duration bound) {
        return bound.multipliedBy(Integer.getInteger("pykka.tck.slack", 1));
    }

    /** The runtimes of this module that this JVM can run. */
    static Stream<String> runtimes() {
        return ActorThreads.virtualAvailable() ? Stream.of("threading", "virtual") : Stream.of("threading");
    }

    /** The same, and two that do not keep the JVM alive, on any JDK. */
    static Stream<String> runtimesAndDaemons() {
        return Stream.concat(runtimes(), Stream.of("daemons", "executor"));
    }

    /** The options for one of these. */
    static ActorOptions on(String runtime) {
        return switch (runtime) {
            case "daemons" -> ActorOptions.defaults().runtime(new DaemonRuntime());
            case "executor" -> ActorOptions.defaults().runtime(EXECUTOR);
            default -> ActorOptions.defaults().runtime(runtime);
        };
    }

    /** A tool of the JDK that runs this. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Waits until something becomes true. The JVM's limit of time is the bound. */
    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Lets time pass. */
    static void pass(Duration time) {
        long begin = System.nanoTime();
        for (long left = time.toNanos(); left > 0; left = time.toNanos() - (System.nanoTime() - begin)) {
            LockSupport.parkNanos(left);
        }
    }
}
