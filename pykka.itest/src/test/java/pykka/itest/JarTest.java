package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** That the jars are what they should be. */
@ParameterizedClass
@MethodSource("jars")
class JarTest {
    /** A jar, and what its descriptor says: what it requires when it runs, and exports. */
    record Expected(Path jar, String name, Set<String> requires, Set<String> exports) {
        /** JUnit calls tests that are not public. */
        boolean isOpen() {
            return name.equals("pykka.tck");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final Expected expected;

    JarTest(Expected expected) {
        this.expected = expected;
    }

    static Stream<Expected> jars() {
        return Stream.of(
                new Expected(Jars.API, "pykka.api", Set.of("java.base", "org.slf4j"),
                        Set.of("pykka.api", "pykka.api.inspect", "pykka.api.messages", "pykka.api.spi")),
                new Expected(Jars.POOLED, "pykka.pooled", Set.of("java.base", "org.slf4j", "pykka.api"),
                        Set.of("pykka.pooled")),
                new Expected(Jars.THREADING, "pykka.threading", Set.of("java.base", "org.slf4j", "pykka.api"),
                        Set.of("pykka.threading")),
                new Expected(Jars.DEBUG, "pykka.debug", Set.of("java.base", "java.management", "org.slf4j", "pykka.api"),
                        Set.of("pykka.debug")),
                new Expected(Jars.MICROMETER, "pykka.micrometer", Set.of("java.base", "pykka.api", "micrometer.core"),
                        Set.of("pykka.micrometer")),
                new Expected(Jars.OPENTELEMETRY, "pykka.opentelemetry",
                        Set.of("java.base", "pykka.api", "io.opentelemetry.api", "io.opentelemetry.context"),
                        Set.of("pykka.opentelemetry")),
                new Expected(Jars.CLUSTER, "pykka.cluster", Set.of("java.base", "org.slf4j", "pykka.api", "org.jgroups"),
                        Set.of("pykka.cluster")),
                new Expected(Jars.TESTKIT, "pykka.testkit",
                        Set.of("java.base", "org.slf4j", "pykka.api", "org.junit.jupiter.api"),
                        Set.of("pykka.testkit", "pykka.testkit.log", "pykka.testkit.schedule")),
                new Expected(Jars.TCK, "pykka.tck",
                        Set.of("java.base", "pykka.api", "pykka.testkit", "org.junit.jupiter.api", "org.junit.jupiter.params"),
                        Set.of()),
                new Expected(Jars.PLUGIN_API, "pykka.examples.plugin.api", Set.of("java.base"),
                        Set.of("pykka.examples.plugin.api")),
                new Expected(Jars.PLUGIN, "pykka.examples.plugin",
                        Set.of("java.base", "pykka.api", "pykka.examples.plugin.api"), Set.of()));
    }

    private ModuleDescriptor descriptor() {
        Set<ModuleReference> found = ModuleFinder.of(expected.jar).findAll();
        assertEquals(1, found.size());
        return found.iterator().next().descriptor();
    }

    @Test
    void itIsAModuleThatRequiresAndExportsWhatItShould() {
        ModuleDescriptor module = descriptor();
        assertEquals(expected.name, module.name());
        assertEquals("1.0.0-SNAPSHOT", module.rawVersion().orElseThrow());
        assertFalse(module.isAutomatic());
        assertEquals(expected.isOpen(), module.isOpen());
        assertEquals(expected.requires,
                module.requires().stream().filter(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
        assertEquals(expected.exports, module.exports().stream().filter(e -> !e.isQualified())
                .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
    }

    @Test
    void itsPackagesTellItsVersionOnTheClassPath() throws Exception {
        URL[] path = {expected.jar.toUri().toURL(), Jars.API.toUri().toURL(), Jars.PLUGIN_API.toUri().toURL()};
        try (JarFile jar = new JarFile(expected.jar.toFile());
                URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            // those of packages need no other class
            String name = jar.stream().map(ZipEntry::getName)
                    .filter(each -> each.endsWith(".class") && !each.equals("module-info.class"))
                    .min(Comparator.comparing((String each) -> !each.endsWith("/package-info.class")).thenComparing(each -> each))
                    .orElseThrow().replace('/', '.').replaceFirst("\\.class$", "");
            Package known = Class.forName(name, false, loader).getPackage();
            assertEquals(expected.name, known.getImplementationTitle());
            assertEquals("1.0.0-SNAPSHOT", known.getImplementationVersion());
        }
    }

    @Test
    void itHoldsItsModuleAloneAndTheLicence() throws IOException {
        try (JarFile jar = new JarFile(expected.jar.toFile())) {
            try (InputStream licence = jar.getInputStream(jar.getEntry("META-INF/LICENSE"))) {
                assertArrayEquals(Files.readAllBytes(Path.of("..", "LICENSE")), licence.readAllBytes());
            }
            assertEquals(expected.name, jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"));
            String folder = expected.name.replace('.', '/') + "/";
            List<String> strange = jar.stream().map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/") && !name.startsWith("META-INF/") && !name.equals("module-info.class"))
                    .filter(name -> !name.startsWith("OSGI-INF/")) // what bnd writes of components
                    .filter(name -> !name.startsWith(folder) || !name.endsWith(".class")).toList();
            assertEquals(List.of(), strange);
        }
    }

    @Test
    void itHoldsExactlyTheClassesOfTheMainSources() throws IOException {
        Path target = expected.jar.getParent();
        try (JarFile jar = new JarFile(expected.jar.toFile()); Stream<Path> compiled = Files.walk(target.resolve("classes"))) {
            Set<String> inside = jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(inside.contains("module-info.class"));
            assertEquals(compiled.map(file -> target.resolve("classes").relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class")).collect(Collectors.toCollection(TreeSet::new)), inside);
        }
    }
}
