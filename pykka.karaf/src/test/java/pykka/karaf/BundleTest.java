package pykka.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import pykka.karaf.service.Activator;

/** The manifest that bnd wrote, and the feature. */
class BundleTest {
    private static final Path TARGET = Path.of("target");

    private static Attributes manifest() throws IOException {
        try (InputStream manifest = Files.newInputStream(TARGET.resolve("classes/META-INF/MANIFEST.MF"))) {
            return new Manifest(manifest).getMainAttributes();
        }
    }

    @Test
    void itImportsOfKarafAndOfThisProjectAloneEachWithARange() throws IOException {
        Set<String> imports = new TreeSet<>();
        for (Clause clause : Parser.parseHeader(manifest().getValue("Import-Package"))) {
            imports.add(clause.getName().replaceFirst("(org\\.apache\\.karaf\\.shell|pykka\\.api)\\..*", "$1") + " "
                    + clause.getAttribute("version"));
        }
        assertEquals(Set.of("org.apache.karaf.shell [4.4,5)", "org.apache.karaf.diagnostic.core [4.4,5)",
                "org.apache.felix.inventory [1.0,2)", "org.osgi.framework [1.8,2)", "org.osgi.service.cm [1.6,2)",
                "pykka.api [1.0,2)", "pykka.debug [1.0,2)"), imports);
    }

    @Test
    void itExportsNothingAndNeedsNothingButJavaAndPackages() throws IOException {
        assertNull(manifest().getValue("Export-Package"));
        assertNull(manifest().getValue("Require-Bundle"));
        assertEquals("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"", manifest().getValue("Require-Capability"));
    }

    @Test
    void karafFindsTheCommandsInAPackageOfTheirOwn() throws IOException {
        assertEquals("pykka.karaf", manifest().getValue("Karaf-Commands"));
        assertEquals(Activator.class.getName(), manifest().getValue("Bundle-Activator"));
        assertNotEquals("pykka.karaf", Activator.class.getPackageName()); // Karaf would look at it, too
    }

    @Test
    void theFeatureHoldsBundlesOfThisProjectAndAnInventoryAndNeedsNoOtherFeature() throws Exception {
        Element features = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(TARGET.resolve("feature/feature.xml").toFile()).getDocumentElement();
        NodeList bundles = features.getElementsByTagName("bundle");
        assertTrue(bundles.getLength() > 2);
        String version = manifest().getValue("Bundle-Version").replace(".SNAPSHOT", "-SNAPSHOT");
        for (int i = 0; i < bundles.getLength(); i++) {
            String bundle = bundles.item(i).getTextContent();
            assertTrue(bundle.matches("mvn:pykka/pykka\\.[a-z]+/" + version
                    + "|mvn:org\\.apache\\.felix/org\\.apache\\.felix\\.inventory/1\\.[\\d.]+"),
                    bundle);
        }
        NodeList names = features.getElementsByTagName("feature"); // dependencies, too
        assertEquals(1, names.getLength());
        assertEquals("pykka", ((Element) names.item(0)).getAttribute("name"));
        assertEquals(0, features.getElementsByTagName("repository").getLength());
    }
}
