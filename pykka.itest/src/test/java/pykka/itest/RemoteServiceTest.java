package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** A typed proxy as a Remote Service of OSGi, by Aries RSA, in two frameworks; docs/osgi.md has it. */
@ParameterizedClass
@EnumSource
class RemoteServiceTest extends InFramework {
    private static final List<String> ARIES = List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component",
            "org.osgi.service.event", "org.apache.felix.scr", "org.apache.aries.rsa.core", "org.apache.aries.rsa.spi",
            "org.apache.aries.rsa.provider.tcp");

    private final Osgi osgi;

    RemoteServiceTest(Osgi osgi) {
        super(osgi);
        this.osgi = osgi;
    }

    /** With a bundle of the interface and one that has an activator, which is returned. */
    private Bundle install(World in, String user) throws Exception {
        for (Bundle bundle : in.install(ARIES)) {
            bundle.start();
        }
        assertTrue(World.eventually(() -> Stream.of(in.framework.getBundleContext().getBundles())
                .flatMap(bundle -> bundle.getRegisteredServices() == null ? Stream.of() : Stream.of(bundle.getRegisteredServices()))
                .anyMatch(service -> List.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .contains("org.osgi.service.remoteserviceadmin.RemoteServiceAdmin"))));
        Path place = directory.resolve(user);
        in.install(Code.bundle(place, "user.remote", Map.of(Constants.EXPORT_PACKAGE, "user.remote"), "user.remote"));
        return in.install(Code.bundle(place, user, Map.of(Constants.BUNDLE_ACTIVATOR, user + ".Activator",
                Constants.IMPORT_PACKAGE, "org.osgi.framework,org.osgi.service.remoteserviceadmin,user.remote"
                + (user.endsWith("till") ? ",pykka.api" : "")), user));
    }

    @Test
    void proxyIsCalledFromAnotherFramework() throws Exception {
        Bundle till = install(world, "user.remote.till");
        till.start();
        Map<?, ?> endpoint = (Map<?, ?>) Osgi.ask(till).get(0);
        World other = new World(osgi, directory.resolve("other"), Map.of());
        try {
            Bundle guest = install(other, "user.remote.guest");
            other.framework.getBundleContext().registerService(Map.class, endpoint, null);
            guest.start();
            assertEquals(List.of(5, 7, "java.lang.IllegalStateException: no key"), Osgi.ask(guest));
            guest.stop();
        } finally {
            other.close();
        }
    }
}
