package pykka.karaf.service;

import java.util.Dictionary;
import org.osgi.service.cm.ManagedService;
import pykka.debug.Switches;

/** Switches the tools of pykka.debug as the configuration {@code pykka} says under {@code debug}, each time that it changes. */
final class Configuration implements ManagedService {
    static final String PID = "pykka";

    private static final String KEY = "debug";

    /** Null until something is switched on. */
    private Switches switches;
    private String text = "";
    private boolean closed;

    /** Called by Config Admin: with null if there is no such configuration, or no longer. */
    @Override
    public synchronized void updated(Dictionary<String, ?> properties) {
        Object value = properties == null ? null : properties.get(KEY);
        String wanted = value == null ? "" : value.toString();
        if (closed || wanted.equals(text)) {
            return;
        }
        off();
        switches = Switches.open(wanted);
        text = wanted;
    }

    /** Switches all off, for ever. */
    synchronized void close() {
        closed = true;
        off();
    }

    private void off() {
        if (switches != null) {
            switches.close();
            switches = null;
        }
    }
}
