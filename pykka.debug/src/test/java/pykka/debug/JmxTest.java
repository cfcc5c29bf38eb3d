package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pykka.api.ActorRef;
import pykka.api.Promise;
import pykka.api.inspect.Inspection;
import pykka.debug.Tests.Plain;

@Timeout(60)
class JmxTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private Set<String> beans() {
        return server.queryNames(null, null).stream().map(ObjectName::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void ruleS9NoBeanIsRegisteredUnlessAskedForAndNoneAfterClosing() {
        ThreadTracebacks.log();
        Deadlocks.find();
        Set<String> before = beans();
        assertFalse(before.stream().anyMatch(name -> name.contains("pykka")), before::toString);
        Jmx jmx = Jmx.register();
        Set<String> during = beans();
        during.removeAll(before);
        assertEquals(Set.of(Jmx.NAME), during);
        jmx.close();
        jmx.close();
        assertEquals(before, beans());
    }

    @Test
    void ruleS9BeanHasNoOperationsAndNothingThatCanBeWritten() throws Exception {
        try (Jmx jmx = Jmx.register()) {
            MBeanInfo info = server.getMBeanInfo(new ObjectName(Jmx.NAME));
            assertEquals(0, info.getOperations().length, jmx::toString);
            assertEquals(Set.of("Count", "MessagesWaiting", "LongestWaitMillis", "DeadlockCount", "Failed", "States", "Classes", "Busiest",
                    "Deadlocks"),
                    Arrays.stream(info.getAttributes()).map(MBeanAttributeInfo::getName).collect(Collectors.toSet()));
            assertFalse(Arrays.stream(info.getAttributes()).anyMatch(MBeanAttributeInfo::isWritable));
        }
    }

    @Test
    void attributesTellOfTheActors() throws Exception {
        Promise<Object> over = Promise.create();
        ActorRef<Plain> ref = Tests.start("threading");
        ref.defer(actor -> over.get());
        Tests.await("it waits", () -> Inspection.actor(ref).orElseThrow().waitsFor().isPresent());
        try (Jmx jmx = Jmx.register()) {
            ActorsMXBean bean = JMX.newMXBeanProxy(server, new ObjectName(Jmx.NAME), ActorsMXBean.class);
            assertEquals(1, bean.getCount(), jmx::toString);
            assertEquals(Map.of("WAITING", 1), bean.getStates());
            assertEquals(Map.of("Plain", 1), bean.getClasses());
            assertEquals(1, bean.getBusiest().size());
            assertTrue(bean.getBusiest().get(0).startsWith(ref + " on threading: WAITING, "), bean.getBusiest()::toString);
            assertEquals(List.of(), bean.getDeadlocks());
        } finally {
            over.set("over");
            ref.stop();
        }
    }

    @Test
    void numbersToBeAlertedByTellWhatWaitsAndWhatFailed() throws Exception {
        Promise<Object> over = Promise.create();
        try (Jmx jmx = Jmx.register()) {
            ActorsMXBean bean = JMX.newMXBeanProxy(server, new ObjectName(Jmx.NAME), ActorsMXBean.class);
            long failed = bean.getFailed();
            assertEquals(List.of(0L, 0L), List.of(bean.getMessagesWaiting(), bean.getLongestWaitMillis()), jmx::toString);
            ActorRef<Plain> waits = Tests.start("threading");
            waits.defer(actor -> over.get());
            waits.tell("second");
            waits.tell("third");
            Tests.await("it waits", () -> bean.getLongestWaitMillis() > 0);
            assertEquals(2, bean.getMessagesWaiting());
            assertEquals(0, bean.getDeadlockCount());
            assertEquals(failed, bean.getFailed());
            waits.defer(actor -> {
                throw new IllegalStateException("boom");
            });
            over.set("over");
            Tests.await("it fails", () -> bean.getFailed() == failed + 1 && bean.getCount() == 0);
            assertEquals(0, bean.getMessagesWaiting());
        }
    }

    @Test
    void thereIsOneBean() {
        try (Jmx jmx = Jmx.register()) {
            IllegalStateException e = assertThrows(IllegalStateException.class, Jmx::register, jmx::toString);
            assertEquals("There is an MBean pykka:type=Actors already: close what Jmx.register() returned first", e.getMessage());
        }
        Jmx.register().close();
    }
}
