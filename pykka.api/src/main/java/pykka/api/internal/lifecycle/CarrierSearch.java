package pykka.api.internal.lifecycle;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.actor.Host;
import pykka.api.internal.context.Carriers;
import pykka.api.internal.context.MdcCarrier;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.Properties;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;
import pykka.api.spi.ContextCarrier;

/**
 * Finds context carriers: that of slf4j's MDC if the property pykka.context says so, and those of bundles in a framework, else
 * those of ServiceLoader. Searches at the first start of an actor, and in a framework at the first one after each change. Of
 * threads that start actors at the same time one searches; the others go on, and no thread waits. Nothing that a provider throws
 * keeps an actor from starting.
 */
public final class CarrierSearch {
    private static final String PROPERTY = "pykka.context";
    private static final String MDC = "mdc";
    private static final long NEVER = -1;
    /** The framework's change count at the last search. */
    private static final AtomicLong SEARCHED = new AtomicLong(NEVER);
    private static final AtomicBoolean NAMED = new AtomicBoolean();
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private CarrierSearch() {}

    /** Called by each start, before anything is constructed. */
    public static void update() {
        long changes = Host.changes();
        long last = SEARCHED.get();
        if (last != changes) {
            StackReserve.ensureForFirstUse(); // for the carriers' own classes
            if (SEARCHED.compareAndSet(last, changes)) {
                search();
            }
        }
    }

    private static void search() {
        boolean completed = false;
        try {
            Host framework = Host.get();
            if (NAMED.compareAndSet(false, true)) {
                addNamed(Properties.get(PROPERTY));
            }
            if (framework != null) {
                framework.addCarriers(CarrierSearch::skip);
            } else {
                Providers.each(ContextCarrier.class, provider -> Carriers.addFound(provider.get()), CarrierSearch::skip);
            }
            completed = true;
        } catch (IllegalStateException e) {
            // the bundle of the library does not run: the start itself will say so
        } finally {
            if (!completed) {
                SEARCHED.set(NEVER);
            }
        }
    }

    private static void addNamed(@Nullable String name) {
        if (MDC.equals(name)) {
            Carriers.add(new MdcCarrier());
        } else if (name != null) {
            Log.wrongProperty(Properties.wrong(PROPERTY, name, MDC));
        }
    }

    private static void skip(String what, Throwable why) {
        if (WARNED.add(what + ": " + SafeText.of(why))) {
            Log.skippedCarrier(what, why);
        }
    }
}
