package pykka.api.internal.osgi;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorRuntime;

/**
 * Starts the bundles that would provide a runtime if they ran: by an entry in META-INF/services, or by a service that their
 * manifest announces. Nothing imports them, so that a framework may start them last.
 */
final class CandidateBundles {
    private static final String SERVICE = ActorRuntime.class.getName();
    private static final String ENTRY = "META-INF/services/" + SERVICE;
    private static final String SERVICE_NAMESPACE = "osgi.service";

    private final BundleContext context;
    /** The bundles that have stopped since this library was started. */
    private final Set<Bundle> stopped = ConcurrentHashMap.newKeySet();

    CandidateBundles(BundleContext context) {
        this.context = context;
    }

    void hasStopped(Bundle bundle) {
        stopped.add(bundle);
    }

    void forget(Bundle bundle) {
        stopped.remove(bundle);
    }

    /**
     * Starts all candidates that have not run yet, so that the selected runtime does not depend on the order of starts. The
     * starts are transient: what the framework starts the next time stays the user's choice. A bundle that has stopped is not
     * started, because its stop was requested, or it is being updated.
     */
    void start(BiConsumer<String, Throwable> failed) {
        List<Bundle> unresolved = bundles(Bundle.INSTALLED).filter(CandidateBundles::declares).toList();
        if (!unresolved.isEmpty()) {
            try {
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).resolveBundles(unresolved);
            } catch (RuntimeException e) { // one of the bundles is changing concurrently
                failed.accept("bundles " + unresolved.stream().map(CandidateBundles::name).toList(), e);
            }
        }
        for (Bundle bundle : bundles(Bundle.RESOLVED).filter(b -> !stopped.contains(b) && provides(b)).toList()) {
            try {
                bundle.start(Bundle.START_TRANSIENT);
            } catch (BundleException | RuntimeException | LinkageError e) {
                failed.accept("bundle " + name(bundle), e);
            }
        }
    }

    /**
     * Whether the framework is starting a candidate or is going to. One that is STARTING counts: its event may still come, or its
     * activator is about to register the service.
     */
    boolean areExpected() {
        return bundles(Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING)
                .anyMatch(b -> (b.getState() == Bundle.STARTING || isToRun(b)) && provides(b));
    }

    /** Describes the candidates that do not run, for an exception. */
    String idle() {
        int level = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class).getStartLevel();
        return bundles(Bundle.INSTALLED | Bundle.RESOLVED).filter(CandidateBundles::provides).map(bundle -> idle(bundle, level))
                .collect(Collectors.joining(", "));
    }

    private String idle(Bundle bundle, int level) {
        try {
            BundleStartLevel own = bundle.adapt(BundleStartLevel.class);
            return name(bundle) + (bundle.getState() == Bundle.INSTALLED ? " is INSTALLED" : " is RESOLVED")
                    + (stopped.contains(bundle) ? " and was stopped" : "")
                    + (own != null && own.getStartLevel() > level
                    ? " and has the start level " + own.getStartLevel() + ", the framework " + level : "");
        } catch (RuntimeException changing) {
            return name(bundle) + " is changing";
        }
    }

    private Stream<Bundle> bundles(int states) {
        return Stream.of(context.getBundles()).filter(bundle -> (bundle.getState() & states) != 0);
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return (name == null ? "" : SafeText.clean(name) + " ") + "[" + bundle.getBundleId() + "]";
    }

    /**
     * Whether the user marked a bundle as started, even if it is being updated or refreshed, or its start level is not reached.
     */
    private static boolean isToRun(Bundle bundle) {
        try {
            BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
            return level != null && level.isPersistentlyStarted();
        } catch (RuntimeException changing) { // uninstalled; or updated just now: then Felix throws a NullPointerException
            return false;
        }
    }

    /**
     * Whether a bundle would provide a runtime. An unresolved one has no wiring to tell to which version of the API it belongs.
     */
    private static boolean provides(Bundle bundle) {
        try {
            return bundle.getState() == Bundle.INSTALLED ? declares(bundle) && !isFragment(bundle)
                    : !isFragment(bundle) && (announces(bundle) || ProvidingBundle.declares(bundle, ActorRuntime.class))
                    && ProvidingBundle.isOfThisApi(bundle, ActorRuntime.class);
        } catch (RuntimeException changing) {
            return false;
        }
    }

    private static boolean declares(Bundle bundle) {
        try {
            return bundle.getEntry(ENTRY) != null || announces(bundle);
        } catch (RuntimeException changing) {
            return false;
        }
    }

    private static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null || (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private static boolean announces(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return false;
        }
        for (BundleCapability capability : revision.getDeclaredCapabilities(SERVICE_NAMESPACE)) {
            Object classes = capability.getAttributes().get(Constants.OBJECTCLASS);
            if (SERVICE.equals(classes) || classes instanceof Collection<?> all && all.contains(SERVICE)) {
                return true;
            }
        }
        return false;
    }
}
