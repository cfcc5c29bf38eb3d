package pykka.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The jars that are tested, as the build made them, and what they need. */
final class Jars {
    static final Path API = jar("api");
    static final Path THREADING = jar("threading");
    static final Path POOLED = jar("pooled");
    static final Path DEBUG = jar("debug");
    static final Path MICROMETER = jar("micrometer");
    static final Path OPENTELEMETRY = jar("opentelemetry");
    static final Path JGROUPS = jar("jgroups");
    static final Path CLUSTER = jar("cluster");
    static final Path TESTKIT = jar("testkit");
    static final Path TCK = jar("tck");
    static final Path PLUGIN_API = jar("examples.plugin.api");
    static final Path PLUGIN = jar("examples.plugin");
    static final Path SLF4J = jar("slf4j-api");
    static final Path SLF4J_JDK14 = jar("slf4j-jdk14");

    /** What a user puts on a path to run actors. */
    static final List<Path> ALL = List.of(API, POOLED, SLF4J, SLF4J_JDK14);

    private Jars() {}

    private static Path jar(String name) {
        return file(Path.of(System.getProperty("pykka.jar." + name)));
    }

    /** A bundle of somebody else. */
    static Path bundle(String name) {
        return file(Path.of(System.getProperty("pykka.bundles"), name + ".jar"));
    }

    private static Path file(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is no jar: these tests need the phase package of the whole reactor");
        }
        return jar;
    }
}
