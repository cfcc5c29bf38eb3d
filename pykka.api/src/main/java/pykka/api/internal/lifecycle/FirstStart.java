package pykka.api.internal.lifecycle;

import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import pykka.api.internal.actor.Host;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.Properties;
import pykka.api.internal.util.StackReserve;
import pykka.api.spi.FirstStartListener;

/** Tells tools that are switched on by the property pykka.debug that the first actor is about to start. */
final class FirstStart {
    private static final String PROPERTY = "pykka.debug";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private FirstStart() {}

    /** Called by each start. */
    static void tell() {
        if (!TOLD.get()) {
            StackReserve.ensureForFirstUse(); // for the listeners' own classes
            if (TOLD.compareAndSet(false, true) && !Host.isAround() && Properties.get(PROPERTY) != null) {
                tellAll();
            }
        }
    }

    private static void tellAll() {
        try {
            Iterator<FirstStartListener> listeners =
                    ServiceLoader.load(FirstStartListener.class, FirstStart.class.getClassLoader()).iterator();
            if (!listeners.hasNext()) {
                Log.propertyWithoutEffect(PROPERTY, "there is no module pykka.debug on the module path or class path");
            }
            while (listeners.hasNext()) {
                listeners.next().firstStart();
            }
        } catch (Throwable e) { // of a listener: the actor starts all the same
            Log.propertyWithoutEffect(PROPERTY, e);
        }
    }
}
