package pykka.testkit.schedule;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;

/**
 * Two bodies with three actors and twelve messages each pass in all orders that are tried. With the property {@code pykka.orders}
 * it tries so many, five times, and prints how long an order takes: {@code docs/testing.md} has the command.
 */
@ExtendWith(StopActors.class)
class ScheduleRateTest {
    private static final int ORDERS = Integer.getInteger("pykka.orders", 0);

    private static final class Counter extends Actor {
        private int count;

        @Override
        protected @Nullable Object onReceive(Object message) {
            return ++count;
        }
    }

    /** Twelve messages from the test; no handler waits. */
    private static void tells(SteppingRuntime runtime) {
        List<ActorRef<Counter>> actors = List.of(Scripts.start(runtime, Counter::new), Scripts.start(runtime, Counter::new),
                Scripts.start(runtime, Counter::new));
        for (int i = 0; i < 4; i++) {
            actors.forEach(actor -> actor.tell("message"));
        }
        actors.forEach(ActorRef::stop);
    }

    /** Four messages from the test, whose handlers ask for eight answers. */
    private static void asks(SteppingRuntime runtime) {
        ActorRef<Counter> asked = Scripts.start(runtime, Counter::new);
        List<ActorRef<Counter>> asking = List.of(Scripts.start(runtime, Counter::new), Scripts.start(runtime, Counter::new));
        for (int i = 0; i < 2; i++) {
            asking.forEach(actor -> actor.defer(self -> {
                asked.call(other -> ++other.count).get();
                asked.call(other -> ++other.count).get();
            }));
        }
        asking.forEach(ActorRef::stop);
        asked.stop();
    }

    /** Processor time of the JVM. By its name, because the module that has a method for it is not in the graph of modules. */
    private static long cpuNanos() {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(
                    new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuTime");
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private static void measure(String name, Explore.Body body) {
        if (ORDERS == 0) {
            Explore.schedules(100, body);
            return;
        }
        for (int i = 0; i < 5; i++) {
            long cpu = cpuNanos();
            long clock = System.nanoTime();
            Explore.schedules(ORDERS, body);
            clock = System.nanoTime() - clock;
            cpu = cpuNanos() - cpu;
            System.out.printf(Locale.ROOT, "%s: %.1f µs of CPU an order, %,.0f orders a second by the clock%n", name,
                    cpu / 1e3 / ORDERS, ORDERS * 1e9 / clock);
        }
    }

    @Test
    void bodyWhoseHandlersDoNotWait() {
        measure("no handler waits", ScheduleRateTest::tells);
    }

    @Test
    void bodyWhoseHandlersWait() {
        measure("handlers wait eight times", ScheduleRateTest::asks);
    }
}
