package pykka.debug;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.spi.ActorThreads;

/** What these tests and their main classes share. */
final class Tests {
    private Tests() {}

    /** Does what it is told by lambdas. */
    static class Plain extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    /** A count, divided by the property pykka.tck.scale; at least 1. */
    static int scaled(int count) {
        return Math.max(1, count / Integer.getInteger("pykka.tck.scale", 1));
    }

    /** The same, and a part of that unless the full size is wanted. */
    static int scaled(int count, int part) {
        return scaled(Boolean.getBoolean("pykka.tck.full") ? count : count / part);
    }

    /** An upper bound of time, multiplied by the property pykka.tck.slack. */
    static Duration slack(Duration bound) {
        return bound.multipliedBy(Integer.getInteger("pykka.tck.slack", 1));
    }

    /** The runtimes that this JVM can run. */
    static List<String> runtimes() {
        return ActorThreads.virtualAvailable() ? List.of("threading", "pooled", "virtual") : List.of("threading", "pooled");
    }

    /** How a thread is called that runs an actor of a class. */
    static String threadName(String runtime, String className) {
        return (runtime.equals("pooled") ? "pykka-pooled" : className) + "-\\d+";
    }

    static ActorRef<Plain> start(String runtime) {
        return Actor.start(Plain::new, ActorOptions.defaults().runtime(runtime).daemon(true));
    }

    /** Whether a watchdog of any copy of this library looks. */
    static boolean isWatched() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("pykka-watchdog"));
    }

    /** Waits until something becomes true. */
    static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        long limit = slack(Duration.ofSeconds(20)).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
