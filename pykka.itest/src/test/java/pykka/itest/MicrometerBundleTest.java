package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;

/** pykka.micrometer beside the bundles of Micrometer itself. */
@ParameterizedClass
@EnumSource
class MicrometerBundleTest extends InFramework {
    private static final List<String> THEIRS = List.of("jspecify", "micrometer-commons", "micrometer-observation", "micrometer-core");

    MicrometerBundleTest(Osgi osgi) {
        super(osgi);
    }

    private void installTheirs() throws Exception {
        for (Bundle bundle : world.install(THEIRS)) {
            bundle.start();
        }
    }

    @Test
    void itNeedsMicrometer() throws Exception {
        Bundle ours = world.install(Jars.MICROMETER);
        assertFalse(world.framework.adapt(FrameworkWiring.class).resolveBundles(List.of(ours)));
        installTheirs();
        assertTrue(world.framework.adapt(FrameworkWiring.class).resolveBundles(List.of(ours)));
    }

    private Bundle startMeter() throws Exception {
        Bundle meter = world.install(world.bundle("user.bundle.meter", "pykka.api,pykka.micrometer,io.micrometer.core.instrument,"
                + "io.micrometer.core.instrument.binder,io.micrometer.core.instrument.simple,io.micrometer.core.instrument.search"));
        meter.start();
        return meter;
    }

    @Test
    void handledMessagesAreMetered() throws Exception {
        installTheirs();
        world.install(Jars.MICROMETER).start();
        assertEquals(List.of(1L), Osgi.ask(startMeter()));
    }

    @Test
    void itLeavesNothing() throws Exception {
        installTheirs();
        WeakReference<ClassLoader> loader = use();
        world.refresh();
        assertTrue(World.isCollected(loader));
    }

    private WeakReference<ClassLoader> use() throws Exception {
        Bundle ours = world.install(Jars.MICROMETER);
        ours.start();
        Bundle meter = startMeter();
        Osgi.ask(meter);
        WeakReference<ClassLoader> loader = World.loader(ours);
        meter.uninstall();
        ours.uninstall();
        return loader;
    }
}
