package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** That pykka.jgroups is JGroups, and a module and a bundle. */
class JGroupsTest {
    private static final Path THEIRS = Jars.bundle("jgroups");

    private static ModuleDescriptor module() {
        return ModuleFinder.of(Jars.JGROUPS).find("org.jgroups").orElseThrow().descriptor();
    }

    private static Set<String> exported() {
        return module().exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toCollection(TreeSet::new));
    }

    private static byte[] bytes(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    @Test
    void allThatJGroupsHasIsThereUnchangedButItsManifest() throws IOException {
        try (JarFile theirs = new JarFile(THEIRS.toFile()); JarFile ours = new JarFile(Jars.JGROUPS.toFile())) {
            for (ZipEntry entry : theirs.stream().filter(each -> !each.isDirectory()).toList()) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    assertArrayEquals(bytes(theirs, entry), bytes(ours, ours.getEntry(entry.getName())), entry::getName);
                }
            }
            Set<String> added = ours.stream().filter(each -> !each.isDirectory()).map(ZipEntry::getName)
                    .filter(name -> theirs.getEntry(name) == null && !name.startsWith("META-INF/maven/"))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("module-info.class", "META-INF/LICENSE", "META-INF/NOTICE"), added);
        }
    }

    @Test
    void allPackagesButDemosAndTestsAreExported() throws IOException {
        assertFalse(module().isAutomatic());
        try (JarFile theirs = new JarFile(THEIRS.toFile())) {
            assertEquals(theirs.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .filter(name -> !name.startsWith("org.jgroups.tests") && !name.startsWith("org.jgroups.demos"))
                    .collect(Collectors.toCollection(TreeSet::new)), exported());
        }
    }

    @Test
    void bundleExportsWhatTheModuleExports() throws IOException {
        try (JarFile ours = new JarFile(Jars.JGROUPS.toFile())) {
            String header = ours.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
            Map<String, String> versions = new TreeMap<>();
            for (String clause : header.split(",(?=org\\.jgroups[a-z.]*;version)")) {
                String[] parts = clause.split(";version=\"|\";");
                versions.put(parts[0], parts[1]);
            }
            assertEquals(exported(), versions.keySet());
            assertEquals(Set.of(module().rawVersion().orElseThrow()), Set.copyOf(versions.values()));
        }
    }

    @Test
    void jlinkTakesItWithoutTheJdksBigModules(@TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        Jvm.link(image, List.of(Jars.JGROUPS), "org.jgroups");
        assertEquals(List.of("java.base", "java.logging", "java.management", "java.xml", "org.jgroups"), Jvm.modules(image));
    }
}
