package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** pykka.debug as a bundle: what is installed goes with it. */
@ParameterizedClass
@EnumSource
@Timeout(120)
class LookBundleTest {
    private static final ObjectName BEAN = bean();

    private final Osgi osgi;
    private World world;

    @TempDir
    Path directory;

    LookBundleTest(Osgi osgi) {
        this.osgi = osgi;
    }

    private static ObjectName bean() {
        try {
            return new ObjectName("pykka:type=Actors");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        // the JDK has the classes of events use its own: jdk.jfr.internal.handlers in 17, and jdk.jfr.internal.event in 25
        world = new World(osgi, directory, Map.of(Constants.FRAMEWORK_BOOTDELEGATION, "jdk.jfr.internal.*"));
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        world.close();
    }

    private static Object call(Bundle debug, String type, String name, Object... arguments) throws Exception {
        Method method = Stream.of(debug.loadClass("pykka.debug." + type).getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length).findFirst().orElseThrow();
        return method.invoke(null, arguments);
    }

    private static boolean isInstalled(Object handle) throws Exception {
        return (boolean) handle.getClass().getMethod("isInstalled").invoke(handle);
    }

    /** Installs all there is, and stops and uninstalls the bundle. */
    private WeakReference<ClassLoader> use() throws Exception {
        Bundle debug = world.install(Jars.DEBUG);
        debug.start();
        Bundle troupe = world.troupe();
        World.<BiFunction<String, Object, Object>>service(troupe).apply("start", 2);
        assertTrue(isInstalled(call(debug, "SignalHook", "install", "USR1",
                Array.newInstance(debug.loadClass("pykka.debug.SignalHook$Option"), 0))));
        assertTrue(isInstalled(call(debug, "FlightEvents", "install", Duration.ZERO)));
        call(debug, "Jmx", "register");
        call(debug, "Watchdog", "start", Duration.ofMinutes(1), 1_000);
        StringBuilder dump = new StringBuilder();
        assertEquals(true, call(debug, "Jcmd", "threadPrint", dump));
        assertTrue(dump.indexOf("Full thread dump ") >= 0 && dump.indexOf("\n2 actors, ") > 0, dump::toString);
        assertEquals("No deadlock", call(debug, "Deadlocks", "report"));
        assertEquals(2, ManagementFactory.getPlatformMBeanServer().getAttribute(BEAN, "Count"));
        troupe.uninstall();
        assertEquals(Set.of("pykka-watchdog"), Set.copyOf(World.threads("pykka-watchdog")));

        WeakReference<ClassLoader> loader = World.loader(debug);
        debug.stop();
        assertEquals(Set.of(), ManagementFactory.getPlatformMBeanServer().queryNames(BEAN, null));
        assertTrue(World.eventually(() -> World.threads("pykka-watchdog").isEmpty()));
        assertTrue(FlightRecorder.getFlightRecorder().getEventTypes().stream().noneMatch(type -> type.getName().startsWith("pykka.")));
        debug.uninstall();
        return loader;
    }

    @Test
    void faultI5WhatIsInstalledEndsWithTheBundleAndItsClassLoaderIsCollectedWhileARecordingRuns() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            WeakReference<ClassLoader> loader = use();
            world.refresh();
            assertEquals(List.of(), world.log.stream().map(each -> each.getMessage() + each.getThrown()).toList());
            assertTrue(World.isCollected(loader), "class loader of pykka.debug");
        }
    }

    @Test
    void propertyOfTheFrameworkSwitchesOnWhenTheBundleIsStarted() throws Exception {
        world.close();
        world = new World(osgi, Files.createDirectory(directory.resolve("switched")), Map.of("pykka.debug", "jmx,watchdog:30s"));
        Bundle debug = world.install(Jars.DEBUG);
        debug.start();
        assertEquals(0, ManagementFactory.getPlatformMBeanServer().getAttribute(BEAN, "Count"));
        assertEquals(Set.of("pykka-watchdog"), Set.copyOf(World.threads("pykka-watchdog")));
        debug.stop();
        assertEquals(Set.of(), ManagementFactory.getPlatformMBeanServer().queryNames(BEAN, null));
        assertTrue(World.eventually(() -> World.threads("pykka-watchdog").isEmpty()));
    }
}
