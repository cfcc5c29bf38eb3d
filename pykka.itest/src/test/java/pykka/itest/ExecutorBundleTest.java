package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/** Actors on an executor of their bundle. */
@ParameterizedClass
@EnumSource
@Timeout(120)
class ExecutorBundleTest extends InFramework {
    ExecutorBundleTest(Osgi osgi) {
        super(osgi);
    }

    private Bundle stage() throws Exception {
        Bundle stage = world.install(world.bundle("user.bundle.stage", "pykka.api,pykka.api.spi,pykka.threading"));
        stage.start();
        return stage;
    }

    @Test
    void theyEndBeforeTheBundleShutsTheExecutorDown() throws Exception {
        Bundle stage = stage();
        Function<Object, Object> speakers = World.service(stage);
        assertEquals(3, speakers.apply("Hi!"));
        stage.stop();
        assertEquals(List.of("stopped", "stopped", "stopped", "shut down"), speakers.apply(null));
        assertEquals(List.of(), world.records());
    }

    @Test
    void theyEndWithTheBundleOfTheRuntimes() throws Exception {
        Function<Object, Object> speakers = World.service(stage());
        world.threading.stop();
        assertEquals(List.of("stopped", "stopped", "stopped"), speakers.apply(null));
        assertEquals(List.of(), world.records());
    }

    @Test
    void nothingKeepsTheLoaderOfTheBundle() throws Exception {
        WeakReference<ClassLoader> loader = use();
        world.refresh();
        assertTrue(World.isCollected(loader));
    }

    private WeakReference<ClassLoader> use() throws Exception {
        Bundle stage = stage();
        assertEquals(3, World.<Function<Object, Object>>service(stage).apply("Hi!"));
        WeakReference<ClassLoader> loader = World.loader(stage);
        stage.uninstall();
        return loader;
    }
}
