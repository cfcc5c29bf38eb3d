package pykka.bench.remote;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What the actor in the other JVM does, whatever the library. */
final class Echo {
    /** Asks how many messages there were. */
    static final String COUNT = "count";
    /** Asks for the processor time of the JVM, in nanoseconds. */
    static final String CPU = "cpu";

    private static final OperatingSystemMXBean OS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private long count;

    Object answer(Object message) {
        if (message.equals(COUNT)) {
            return count;
        }
        if (message.equals(CPU)) {
            return cpu();
        }
        count++;
        return message;
    }

    static long cpu() {
        return OS.getProcessCpuTime();
    }
}
