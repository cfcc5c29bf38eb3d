package pykka.pooled;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import pykka.api.Actor;
import pykka.api.ActorFunction;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.childjvm.ChildJvm;

/** What these tests share. */
final class Tests {
    private Tests() {}

    /** Runs the code that it is sent, and answers what that returns. */
    static class Code extends Actor {
        @Override
        @SuppressWarnings("unchecked")
        protected Object onReceive(Object message) throws Exception {
            return ((ActorFunction<Actor, Object>) message).apply(this);
        }
    }

    /** Code for one of these. */
    static ActorFunction<Actor, Object> code(ActorFunction<Actor, Object> code) {
        return code;
    }

    /** Code that answers when the thread that makes it waits for that: a quick answer would spare it the wait. */
    static ActorFunction<Actor, Object> onceThisThreadWaits() {
        Thread asker = Thread.currentThread();
        return other -> {
            while (asker.getState() == Thread.State.RUNNABLE) {
                Thread.yield();
            }
            return null;
        };
    }

    static ActorRef<Code> start(PooledRuntime runtime) {
        return Actor.start(Code::new, ActorOptions.defaults().runtime(runtime));
    }

    /** A count, divided by the property pykka.tck.scale; at least 1. */
    static int scaled(int count) {
        return Math.max(1, count / Integer.getInteger("pykka.tck.scale", 1));
    }

    /** An upper bound of time, multiplied by the property pykka.tck.slack. */
    static Duration slack(Duration bound) {
        return bound.multipliedBy(Integer.getInteger("pykka.tck.slack", 1));
    }

    /** A JVM with what this module needs on its class path, and without a back end for log records. */
    static ChildJvm jvm(Class<?> main, Object... arguments) {
        return ChildJvm.java().classPath(Stream.of(Tests.class, PooledRuntime.class, Actor.class, Logger.class).map(ChildJvm::home)
                .distinct().toList()).main(main.getName(), arguments);
    }

    /** All threads of pools. */
    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("pykka-pooled-"))
                .collect(Collectors.toSet());
    }

    /** What they do. */
    static String stacks() {
        StringBuilder text = new StringBuilder();
        for (Thread thread : threads()) {
            text.append('\n').append(thread.getName()).append(' ').append(thread.getState());
            Stream.of(thread.getStackTrace()).forEach(frame -> text.append("\n    ").append(frame));
        }
        return text.toString();
    }

    /** Those that run actors, or could. */
    static long workers(Set<Thread> before) {
        return threads().stream().filter(thread -> !before.contains(thread) && !thread.getName().endsWith("watch")).count();
    }

    /** Waits until something becomes true, for ten seconds at most; slack comes on top. */
    static void eventually(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > slack(Duration.ofSeconds(10)).toNanos()) {
                fail("not within ten seconds: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(slack(Duration.ofSeconds(10)).toMillis(), TimeUnit.MILLISECONDS)) {
            fail(latch.getCount() + " are missing");
        }
    }
}
