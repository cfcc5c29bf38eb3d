package pykka.api.internal.osgi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import pykka.api.internal.actor.Group;
import pykka.api.internal.actor.GroupEnd;
import pykka.api.internal.actor.Host;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ContextCarrier;

/**
 * Assigns actors to bundles, and ends the actors of a bundle when the framework stops it. Events are handled synchronously, on
 * the thread that changes the bundle, so that what a bundle's activator registered is still there when its actors end. No lock is
 * held.
 */
final class BundleLifecycle extends Host implements SynchronousBundleListener {
    /** The library's own bundles. They own no actors, because they start them for other bundles. */
    private static final Set<String> OURS =
            Set.of("pykka.api", "pykka.threading", "pykka.pooled", "pykka.debug", "pykka.tck", "pykka.testkit",
                    "pykka.karaf", "pykka.opentelemetry", "pykka.micrometer");

    private final BundleContext context;
    private final Bundle own;
    private final ConcurrentMap<Bundle, Group> groups = new ConcurrentHashMap<>();
    private final ProvidedServices<ActorRuntime> runtimeServices;
    private final BundleRuntimes providers;
    private final BundleCarriers carriers;
    private final CandidateBundles candidates;
    private final ServiceListener services = this::serviceChanged;
    private volatile boolean closed;

    BundleLifecycle(BundleContext context) {
        this.context = context;
        own = context.getBundle();
        runtimeServices = new ProvidedServices<>(context, ActorRuntime.class, runtime -> { });
        providers = new BundleRuntimes(runtimeServices);
        carriers = new BundleCarriers(context);
        candidates = new CandidateBundles(context);
    }

    void open() throws InvalidSyntaxException {
        context.addBundleListener(this);
        context.addServiceListener(services,
                "(&(|(" + Constants.OBJECTCLASS + "=" + ActorRuntime.class.getName() + ")(" + Constants.OBJECTCLASS + "="
                        + ContextCarrier.class.getName() + "))(!(" + RuntimeOffer.PROPERTY + "=*)))");
        for (Bundle bundle : context.getBundles()) {
            add(bundle);
        }
    }

    private void add(Bundle bundle) {
        if (bundle != own && bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
            providers.add(bundle);
            carriers.add(bundle);
        }
    }

    /** Registers the runtimes as services. Called when actors can be started, because a listener may start one at once. */
    void offer() {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() == Bundle.ACTIVE || isLazy(bundle)) {
                providers.offer(bundle);
            }
        }
    }

    /**
     * Whether a bundle is STARTING with lazy activation: until one of its classes is loaded, or because another thread starts it,
     * in which case its event follows.
     */
    private static boolean isLazy(Bundle bundle) {
        String policy = bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY);
        return bundle.getState() == Bundle.STARTING && policy != null && policy.startsWith(Constants.ACTIVATION_LAZY);
    }

    /** Ends all actors, then removes the listeners, so that events of other bundles are handled until the actors have ended. */
    void close() {
        endAll();
        context.removeBundleListener(this);
        context.removeServiceListener(services);
        runtimeServices.releaseAll();
        carriers.removeAll();
    }

    private void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            runtimeServices.release(event.getServiceReference());
            carriers.release(event.getServiceReference());
        }
        Host.changed();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        switch (event.getType()) {
            case BundleEvent.RESOLVED -> open(bundle); // a new revision: current() refuses starts by code of the old one
            case BundleEvent.LAZY_ACTIVATION -> {
                add(bundle);
                providers.offer(bundle);
            }
            case BundleEvent.STARTING -> {
                candidates.forget(bundle);
                open(bundle);
                add(bundle);
            }
            case BundleEvent.STARTED -> providers.offer(bundle);
            case BundleEvent.STOPPING -> {
                candidates.hasStopped(bundle);
                if (bundle == own || bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                    endAll();
                } else {
                    end(bundle);
                }
            }
            case BundleEvent.STOPPED -> carriers.removeLeftBy(bundle); // what it has added while it stopped
            case BundleEvent.UNRESOLVED -> end(bundle); // it may have been stopped long ago, or never started
            case BundleEvent.UNINSTALLED -> {
                end(bundle);
                groups.remove(bundle); // from here on the bundle's state refuses starts
                candidates.forget(bundle);
            }
            default -> { }
        }
    }

    private void open(Bundle bundle) {
        Group group = groups.get(bundle);
        if (group != null && !closed) {
            group.open();
        }
    }

    private void end(Bundle bundle) {
        Runnable close = providers.remove(bundle);
        try {
            GroupEnd.end(List.of(group(bundle)), Host.deadline());
        } finally {
            close.run();
            carriers.remove(bundle).run();
            carriers.removeLeftBy(bundle);
        }
    }

    private void endAll() {
        closed = true;
        List<Runnable> close = providers.removeAll();
        try {
            GroupEnd.end(groups.values(), Host.deadline());
        } finally {
            close.forEach(Runnable::run);
        }
    }

    /** Publishes the group before reading {@code closed}: either endAll() sees the group, or this call sees {@code closed}. */
    private Group group(Bundle bundle) {
        Group group = groups.computeIfAbsent(bundle, b -> Group.ofBundle(b.getSymbolicName() + " [" + b.getBundleId() + "]"));
        if (closed) {
            group.close();
        }
        return group;
    }

    /**
     * The group for a new actor. A bundle may be STOPPING without an event that will say so; then only this start is refused. The
     * group is not closed for that, because the bundle may have started again concurrently, and its group be open.
     */
    private Group groupOfStart(Bundle bundle) {
        Group group = group(bundle);
        if (bundle.getState() == Bundle.STOPPING) {
            throw group.refusal();
        }
        return group;
    }

    @Override
    protected Group[] groups(Class<?> starter, Class<?> actor, Class<?> runtime) {
        Set<Group> all = new LinkedHashSet<>();
        for (Class<?> type : List.of(starter, actor)) {
            Bundle bundle = FrameworkUtil.getBundle(type);
            if (bundle != null && bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID
                    && !OURS.contains(bundle.getSymbolicName())) {
                all.add(current(bundle, type));
            }
        }
        if (all.isEmpty()) {
            all.add(groupOfStart(own));
        }
        Bundle bundle = FrameworkUtil.getBundle(runtime);
        if (bundle != null) {
            all.add(current(bundle, runtime));
        }
        return all.toArray(new Group[0]);
    }

    /** Looks up the group before it reads the revision: after an update, one of the two refuses code of the old revision. */
    private Group current(Bundle bundle, Class<?> type) {
        Group group = groupOfStart(bundle);
        BundleWiring wiring = bundle.getState() == Bundle.UNINSTALLED ? null : bundle.adapt(BundleWiring.class);
        if (wiring == null || wiring.getClassLoader() != type.getClassLoader()) {
            throw new IllegalStateException("The bundle " + SafeText.clean(bundle.getSymbolicName()) + " [" + bundle.getBundleId()
                    + "] was updated or uninstalled: code of its older revision cannot start actors");
        }
        return group;
    }

    @Override
    protected @Nullable String propertyOf(String name) {
        try {
            return context.getProperty(name);
        } catch (IllegalStateException stopped) {
            return System.getProperty(name);
        }
    }

    @Override
    public void runtimes(BiConsumer<String, Supplier<@Nullable ActorRuntime>> found) {
        providers.all(found);
    }

    @Override
    public void addCarriers(BiConsumer<String, Throwable> failed) {
        if (!closed) {
            carriers.search(failed);
        }
    }

    @Override
    public void startProviders(BiConsumer<String, Throwable> failed) {
        if (!closed) {
            candidates.start(failed);
        }
    }

    @Override
    public boolean expectsProviders() {
        return !closed && candidates.areExpected();
    }

    @Override
    public String idleProviders() {
        return closed ? "" : candidates.idle();
    }
}
