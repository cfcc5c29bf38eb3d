package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** Context carriers that bundles provide, while another bundle's actors go on. How many times they come: pykka.itest.rounds. */
@ParameterizedClass
@MethodSource("places")
class CarrierBundleTest {
    private static final int ROUNDS = Integer.getInteger("pykka.itest.rounds", 10);

    /** How a bundle provides its carrier. */
    enum Means { FILE, LAZY_FILE, SERVICE }

    @Parameter(0)
    Osgi osgi;
    @Parameter(1)
    Means means;
    @TempDir
    Path directory;

    private World world;
    private Bundle writer;
    private Path courier;

    static Stream<Arguments> places() {
        return Stream.of(Osgi.values()).flatMap(osgi -> Stream.of(Means.values()).map(means -> Arguments.of(osgi, means)));
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        world = new World(osgi, directory, Map.of());
        String name = "user.bundle.courier";
        if (means != Means.SERVICE) {
            Path services = Files.createDirectories(directory.resolve(name + "/META-INF/services"));
            Files.writeString(services.resolve("pykka.api.spi.ContextCarrier"), name + ".Courier");
        }
        courier = Code.bundle(directory, name, switch (means) {
            case FILE -> Map.of(Constants.IMPORT_PACKAGE, "org.osgi.framework,pykka.api.spi");
            case LAZY_FILE -> Map.of(Constants.IMPORT_PACKAGE, "org.osgi.framework,pykka.api.spi",
                    Constants.BUNDLE_ACTIVATIONPOLICY, Constants.ACTIVATION_LAZY);
            case SERVICE -> Map.of(Constants.IMPORT_PACKAGE, "org.osgi.framework,pykka.api.spi",
                    Constants.BUNDLE_ACTIVATOR, name + ".Activator");
        }, name);
        writer = world.install(world.bundle("user.bundle.writer", "pykka.api"));
        writer.start();
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        world.close();
    }

    private Bundle startCourier() throws Exception {
        Bundle bundle = world.install(courier);
        bundle.start(Bundle.START_ACTIVATION_POLICY);
        return bundle;
    }

    private Object send(String sent) {
        return World.<Function<Object, Object>>service(writer).apply(sent);
    }

    @Test
    void carrierIsInUseFromTheNextStartOfAnActorToTheStopOfItsBundle() throws Exception {
        assertEquals("null", send("before"));
        Bundle bundle = startCourier();
        assertEquals("with it", send("with it"));
        bundle.stop();
        assertEquals("null", send("after"));
        bundle.start(Bundle.START_ACTIVATION_POLICY);
        assertEquals("again", send("again"));
    }

    @Test
    void carrierIsInUseAfterTheLibraryWasStoppedAndStarted() throws Exception {
        startCourier();
        writer.stop();
        world.api.stop();
        world.api.start();
        world.threading.start();
        writer.start();
        assertEquals("with it", send("with it"));
    }

    /** Each leaves an actor behind whose timer was set in its context, and goes on. */
    @Test
    void bundleOfACarrierLeavesNothing() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            WeakReference<ClassLoader> loader = round("round " + i);
            assertTrue(World.isCollected(loader), "round " + i);
        }
        assertEquals(List.of(), world.records().stream().filter(record -> !record.startsWith("WARNING")).toList());
    }

    private WeakReference<ClassLoader> round(String sent) throws Exception {
        Bundle bundle = startCourier();
        assertEquals(sent, send(sent));
        WeakReference<ClassLoader> loader = World.loader(bundle);
        bundle.stop();
        bundle.uninstall();
        world.refresh(bundle);
        return loader;
    }
}
