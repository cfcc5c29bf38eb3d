package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {
    private static final String PARALLELISM = "Parallelism";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @BeforeAll
    static void from24() {
        assumeTrue(Runtime.version().feature() >= 24, "before, the JDK cannot be told to use more");
    }

    private static void changeOften() {
        CarrierThreads carriers = new CarrierThreads();
        for (int i = 0; i < 500; i++) {
            carriers.more();
            carriers.more();
            carriers.restore();
        }
    }

    @Test
    void theChangesOfTwoPoolsAtATimeLeaveTheNumberAsItWas() throws InterruptedException, JMException {
        ObjectName scheduler = new ObjectName("jdk.management:type=VirtualThreadScheduler");
        Object before = server.getAttribute(scheduler, PARALLELISM);
        List<Thread> pools = List.of(new Thread(CarrierThreadsTest::changeOften), new Thread(CarrierThreadsTest::changeOften));
        pools.forEach(Thread::start);
        for (Thread pool : pools) {
            pool.join();
        }
        Object after = server.getAttribute(scheduler, PARALLELISM);
        server.setAttribute(scheduler, new Attribute(PARALLELISM, before)); // for other tests, if this one fails
        assertEquals(before, after);
    }
}
