package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** pykka.opentelemetry beside the bundles of OpenTelemetry itself. */
@ParameterizedClass
@EnumSource
class OpenTelemetryBundleTest extends InFramework {
    /** opentelemetry-common requires a mediator of services. */
    private static final List<String> SPI_FLY = List.of("asm", "asm-analysis", "asm-commons", "asm-tree", "asm-util",
            "org.apache.aries.spifly.dynamic.bundle");
    private static final List<String> API = List.of("opentelemetry-common", "opentelemetry-context", "opentelemetry-api");
    private static final List<String> SDK = List.of("opentelemetry-sdk-common", "opentelemetry-sdk-trace", "opentelemetry-sdk-metrics",
            "opentelemetry-sdk-logs", "opentelemetry-sdk");

    OpenTelemetryBundleTest(Osgi osgi) {
        super(osgi);
    }

    private boolean resolve(Bundle... bundles) {
        return world.framework.adapt(FrameworkWiring.class).resolveBundles(List.of(bundles));
    }

    @Test
    void itNeedsTheApisAndTheseAMediator() throws Exception {
        Bundle ours = world.install(Jars.OPENTELEMETRY);
        assertFalse(resolve(ours));
        world.install(API);
        assertFalse(resolve(ours));
        world.install(SPI_FLY);
        assertTrue(resolve(ours));
        Set<String> from = new TreeSet<>();
        for (BundleWire wire : ours.adapt(BundleWiring.class).getRequiredWires(BundleRevision.PACKAGE_NAMESPACE)) {
            from.add(wire.getProvider().getSymbolicName());
        }
        assertEquals(Set.of("opentelemetry-api", "opentelemetry-context", "pykka.api"), from);
    }

    private Bundle startAll(Bundle ours) throws Exception {
        for (Bundle bundle : world.install(Stream.of(SPI_FLY, API, SDK).flatMap(List::stream).toList())) {
            bundle.start();
        }
        ours.start();
        Bundle tracer = world.install(world.bundle("user.bundle.tracer", "pykka.api,pykka.opentelemetry,io.opentelemetry.api.trace,"
                + "io.opentelemetry.api,io.opentelemetry.context,io.opentelemetry.sdk,io.opentelemetry.sdk.common,"
                + "io.opentelemetry.sdk.trace,io.opentelemetry.sdk.trace.data,io.opentelemetry.sdk.trace.export"));
        tracer.start();
        return tracer;
    }

    @Test
    void contextIsCarriedAndAsksHaveSpans() throws Exception {
        Bundle tracer = startAll(world.install(Jars.OPENTELEMETRY));
        assertEquals(List.of(List.of("ask Traced", "mine"), true), Osgi.ask(tracer));
    }

    @Test
    void itLeavesNothing() throws Exception {
        WeakReference<ClassLoader> loader = use();
        world.refresh();
        assertTrue(World.isCollected(loader));
    }

    private WeakReference<ClassLoader> use() throws Exception {
        Bundle ours = world.install(Jars.OPENTELEMETRY);
        Bundle tracer = startAll(ours);
        Osgi.ask(tracer);
        WeakReference<ClassLoader> loader = World.loader(ours);
        tracer.uninstall();
        ours.uninstall();
        return loader;
    }
}
