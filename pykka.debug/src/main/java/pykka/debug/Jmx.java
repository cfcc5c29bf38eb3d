package pykka.debug;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;
import pykka.debug.internal.Installed;

/**
 * Shows the actors by an {@link ActorsMXBean} of the JVM's own MBean server, under the name {@value #NAME}. No port is opened for
 * that. Closing it, or stopping the bundle of this library, takes it away.
 */
public final class Jmx implements AutoCloseable {
    /** The name of the bean. */
    public static final String NAME = "pykka:type=Actors";

    private static final int MOST = 100;

    private final AtomicBoolean open = new AtomicBoolean(true);

    private Jmx() {}

    /**
     * Registers the bean.
     *
     * @return closing it unregisters the bean
     * @throws IllegalStateException if there is one already, or the bundle of this library has been stopped
     */
    public static Jmx register() {
        Jmx jmx = new Jmx();
        Installed.add(jmx);
        boolean done = false;
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(new Actors(), new ObjectName(NAME));
            done = true;
            return jmx;
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalStateException("There is an MBean " + NAME + " already: close what Jmx.register() returned first", e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        } finally {
            if (!done) {
                Installed.remove(jmx);
            }
        }
    }

    /** Takes the bean away. Closing again does nothing. */
    @Override
    public void close() {
        if (!open.getAndSet(false)) {
            return;
        }
        Installed.remove(this);
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
        } catch (InstanceNotFoundException e) {
            // somebody else has done so
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Actors implements ActorsMXBean {
        @Override
        public int getCount() {
            return Inspection.summary(0).count();
        }

        @Override
        public Map<String, Integer> getStates() {
            Map<String, Integer> states = new TreeMap<>();
            Inspection.summary(0).states().forEach((state, count) -> states.put(state.name(), count));
            return states;
        }

        @Override
        public Map<String, Integer> getClasses() {
            return Inspection.summary(0).classes();
        }

        @Override
        public List<String> getBusiest() {
            return Inspection.summary(MOST).top().stream().map(Dump::describe).toList();
        }

        @Override
        public List<String> getDeadlocks() {
            return Deadlocks.find().stream().map(Deadlock::toString).toList();
        }
    }
}
