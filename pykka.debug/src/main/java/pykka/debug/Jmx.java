package pykka.debug;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;
import pykka.debug.internal.Installed;

/**
 * Shows the actors by an {@link ActorsMXBean} of the JVM's own MBean server, under the name {@value #NAME}, or, where another
 * copy of this library in the same JVM has that name, {@code pykka:type=Actors,copy=2} and so on. No port is opened for that.
 * Closing it, or stopping the bundle of this library, takes it away.
 */
public final class Jmx implements Registration {
    /** The name of the bean. */
    public static final String NAME = "pykka:type=Actors";

    private static final int MOST = 100;

    /** The one of this copy of the library; there may be others, in other class loaders. */
    private static final AtomicReference<@Nullable Jmx> ONE = new AtomicReference<>();

    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile @Nullable ObjectName name;

    private Jmx() {}

    /**
     * Registers the bean.
     *
     * @return closing it unregisters the bean
     * @throws IllegalStateException if there is one already, or the bundle of this library has been stopped
     */
    public static Jmx register() {
        Jmx jmx = new Jmx();
        if (!ONE.compareAndSet(null, jmx)) {
            throw new IllegalStateException("There is an MBean " + NAME + " already: close what Jmx.register() returned first");
        }
        boolean done = false;
        try {
            Installed.add(jmx);
            jmx.name = add(new Actors());
            done = true;
            return jmx;
        } finally {
            if (!done) {
                jmx.remove();
            }
        }
    }

    private static ObjectName add(Actors actors) {
        for (int copy = 1;; copy++) {
            try {
                ObjectName name = new ObjectName(copy == 1 ? NAME : NAME + ",copy=" + copy);
                ManagementFactory.getPlatformMBeanServer().registerMBean(actors, name);
                return name;
            } catch (InstanceAlreadyExistsException e) {
                // of a copy of this library
            } catch (JMException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Returns the name of the bean.
     *
     * @return {@link #NAME}, unless another copy of this library had registered that
     */
    public String name() {
        return String.valueOf(name);
    }

    private void remove() {
        Installed.remove(this);
        ONE.compareAndSet(this, null);
    }

    /** Takes the bean away. Closing again does nothing. */
    @Override
    public void close() {
        if (!open.getAndSet(false)) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // another caller has unregistered the bean
        } catch (JMException e) {
            throw new IllegalStateException(e);
        } finally {
            remove();
        }
    }

    private static final class Actors implements ActorsMXBean {
        @Override
        public int getCount() {
            return Inspection.summary(0).count();
        }

        @Override
        public long getMessagesWaiting() {
            return Inspection.summary(0).messagesWaiting();
        }

        @Override
        public long getLongestWaitMillis() {
            return Inspection.summary(1).top().stream().flatMap(actor -> actor.waitTime().stream()).mapToLong(Duration::toMillis)
                    .findFirst().orElse(0);
        }

        @Override
        public int getDeadlockCount() {
            return Deadlocks.find().size();
        }

        @Override
        public long getFailed() {
            return Inspection.summary(0).failed();
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
            return Inspection.summary(MOST).top().stream().map(ActorInfo::toString).toList();
        }

        @Override
        public List<String> getDeadlocks() {
            return Deadlocks.find().stream().map(Deadlock::toString).toList();
        }
    }
}
