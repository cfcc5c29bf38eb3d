package pykka.api.internal.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.internal.actor.Host;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.Properties;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;
import pykka.api.spi.ActorRuntime;

/**
 * Finds runtimes and selects one: the one that is given, else the one that the property pykka.runtime names, else the one of the
 * highest priority. The class path, and the module layers from this module's own upwards, are searched until a runtime is found;
 * the context class loader has no influence.
 */
public final class RuntimeSelector {
    private static final String SERVICE = ActorRuntime.class.getName();
    private static volatile Catalog catalog = new Catalog(List.of(), 0);
    /**
     * Held by the thread that searches, so that one instance of each provider is created. Other threads wait for it only for a
     * limited time: the search runs code of the providers, which may wait for one of those threads.
     */
    private static final AtomicReference<@Nullable LocalPromise<@Nullable Void>> SEARCH = new AtomicReference<>();
    private static final Set<Thread> SEARCHING = ConcurrentHashMap.newKeySet();
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** The framework's change count at the last start that waited in vain. */
    private static volatile long vainChanges = -1;
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    /** The runtimes found, and the framework's change count before the search. */
    private record Catalog(List<Found> found, long changes) {
        /** An empty catalog is never current, so that a later start searches again. */
        boolean isCurrent() {
            return !found.isEmpty() && changes == Host.changes();
        }
    }

    private record Found(String name, int priority, Optional<String> unavailable, ActorRuntime runtime) {
        @Override
        public String toString() {
            return SafeText.line("'" + SafeText.clean(name) + "' (" + runtime.getClass().getName() + ", priority " + priority
                    + unavailable.map(reason -> ", unavailable: " + SafeText.clean(reason)).orElse("") + ")");
        }
    }

    private RuntimeSelector() {}

    /** Selects a runtime. Takes a runtime, the name of one, or null for none. */
    public static ActorRuntime select(@Nullable Object wanted) {
        FirstStart.tell();
        if (wanted instanceof ActorRuntime runtime) {
            return runtime;
        }
        String name = wanted != null ? (String) wanted : Properties.get("pykka.runtime");
        List<Found> all = all();
        Found best = best(name, all);
        if (best == null && Host.isAround()) {
            all = latecomers(name);
            best = best(name, all);
        }
        if (best == null) {
            throw none(name, all);
        }
        return best.runtime;
    }

    /** The available runtime of the highest priority; null if none can be used. */
    private static @Nullable Found best(@Nullable String name, List<Found> all) {
        Found best = null;
        boolean several = false;
        for (int i = 0; i < all.size(); i++) { // run at every start: no iterator is allocated
            Found each = all.get(i);
            if (each.unavailable.isPresent() || name != null && !each.name.equals(name)) {
                continue;
            }
            if (best == null || each.priority > best.priority) {
                best = each;
                several = false;
            } else if (each.priority == best.priority) {
                several = true;
            }
        }
        if (several) {
            int priority = best.priority;
            throw new IllegalStateException("Several runtimes have the same priority: " + list(all.stream().filter(
                    f -> f.priority == priority && f.unavailable.isEmpty() && (name == null || f.name.equals(name))).toList())
                    + ". Select one by ActorOptions.runtime(...) or the property pykka.runtime");
        }
        return best;
    }

    /**
     * Starts the bundles that provide runtimes, and returns what is available then. Waits for those that this thread cannot
     * start, because another thread updates them or the framework has not reached their start level. After a wait in vain, no
     * start waits again until something changes: the waiting thread may be the one that would make the change. No lock is held.
     */
    private static List<Found> latecomers(@Nullable String name) {
        StackReserve.ensureForFirstUse(); // for the framework and the bundles that it starts
        Host framework = Objects.requireNonNull(Host.get());
        framework.startProviders(RuntimeSelector::skip);
        long begin = System.nanoTime();
        long limit = Host.patience().toNanos();
        while (true) {
            Future<@Nullable Void> change = Host.nextChange(); // before the search, so that no change is missed
            long changes = Host.changes();
            boolean expected = framework.expectsProviders();
            List<Found> all = all();
            Duration left = Duration.ofNanos(limit - (System.nanoTime() - begin));
            if (left.isNegative() || changes == vainChanges || best(name, all) != null || !expected) {
                return all;
            }
            try {
                change.get(left);
            } catch (ActorTimeoutException e) {
                vainChanges = changes;
                return all();
            }
        }
    }

    private static RuntimeException none(@Nullable String name, List<Found> all) {
        if (all.isEmpty()) {
            return new IllegalStateException("No runtime found: looked for providers of " + SERVICE + where()
                    + ". Add pykka.pooled there, or give an ActorRuntime by ActorOptions.runtime(...)");
        }
        if (name == null) {
            return new IllegalStateException("No runtime can be used here: " + list(all));
        }
        return all.stream().filter(f -> f.name.equals(name)).findFirst()
                .<RuntimeException>map(f -> new UnsupportedOperationException(
                        "The runtime '" + SafeText.clean(name) + "' " + SafeText.clean(f.unavailable.orElseThrow())))
                .orElseGet(() -> new IllegalStateException("There is no runtime '" + SafeText.clean(name) + "', but: " + list(all)
                        + ". Say one of these by ActorOptions.runtime(...) or the property pykka.runtime"));
    }

    private static String list(List<Found> some) {
        return some.stream().sorted(Comparator.comparing(Found::name)).map(Found::toString).collect(Collectors.joining(", "));
    }

    private static String where() {
        if (Host.isAround()) {
            Host framework = Host.get();
            String idle = framework == null ? "" : framework.idleProviders();
            return " in the bundles that are STARTING or ACTIVE, and among services"
                    + (idle.isEmpty() ? "" : ". These would provide one, but do not run: " + idle);
        }
        Module module = RuntimeSelector.class.getModule();
        return module.isNamed() ? " in the layer of module " + module.getName() + " and its parents, and on the class path"
                : " on the class path (class loader " + module.getClassLoader() + ")";
    }

    private static List<Found> all() {
        Catalog known = catalog;
        if (known.isCurrent()) {
            return known.found;
        }
        StackReserve.ensureForFirstUse(); // for the runtimes' own classes
        LocalPromise<@Nullable Void> mine = new LocalPromise<>();
        LocalPromise<@Nullable Void> other = SEARCH.compareAndExchange(null, mine);
        if (other == null) {
            try {
                known = catalog;
                return known.isCurrent() ? known.found : search();
            } finally {
                SEARCH.set(null);
                mine.complete(null);
            }
        }
        if (SEARCHING.contains(Thread.currentThread())) {
            throw new IllegalStateException("A runtime's own constructor starts an actor: no runtime is known yet");
        }
        try {
            other.get(PATIENCE);
        } catch (ActorTimeoutException e) {
            return search();
        }
        return all();
    }

    private static List<Found> search() {
        Thread thread = Thread.currentThread();
        SEARCHING.add(thread);
        try {
            long changes = Host.changes(); // before the search: a concurrent change makes the catalog outdated
            Catalog found = new Catalog(load(), changes);
            catalog = found;
            return found.found;
        } finally {
            SEARCHING.remove(thread);
        }
    }

    private static List<Found> load() {
        List<Found> usable = new ArrayList<>();
        Host framework = Host.get();
        if (framework != null) {
            framework.runtimes((what, get) -> add(usable, what, get));
            return List.copyOf(usable);
        }
        Providers.each(ActorRuntime.class, provider -> add(usable, provider.type().getName(), provider), RuntimeSelector::skip);
        return List.copyOf(usable);
    }

    private static void add(List<Found> usable, String what, Supplier<? extends @Nullable ActorRuntime> get) {
        try {
            ActorRuntime runtime = get.get();
            if (runtime == null) {
                return; // its bundle has just been stopped, or is wired to another version of the API
            }
            usable.add(new Found(Objects.requireNonNull(runtime.name(), "name()"), runtime.priority(),
                    Objects.requireNonNull(runtime.unavailableReason(), "unavailableReason()"), runtime));
        } catch (Throwable e) { // a failure of the provider, which must not hide the others
            skip(what, e);
        }
    }

    private static void skip(String what, Throwable why) {
        if (WARNED.add(what + ": " + SafeText.of(why))) {
            Log.brokenRuntime(what, why);
        }
    }
}
