package pykka.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
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
                "pykka.api [1.0,2)", "pykka.cluster [1.0,2)", "pykka.debug [1.0,2)"), imports);
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

    private static Element features() throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(TARGET.resolve("feature/feature.xml").toFile()).getDocumentElement();
    }

    private static List<Element> children(Element parent, String name) {
        NodeList all = parent.getChildNodes();
        return IntStream.range(0, all.getLength()).mapToObj(all::item)
                .filter(child -> child.getNodeName().equals(name)).map(Element.class::cast).toList();
    }

    @Test
    void theFirstFeatureHoldsBundlesOfThisProjectAndAnInventoryAndNeedsNoOtherFeature() throws Exception {
        Element pykka = children(features(), "feature").get(0);
        assertEquals("pykka", pykka.getAttribute("name"));
        assertEquals(List.of(), children(pykka, "feature"));
        NodeList bundles = pykka.getElementsByTagName("bundle");
        assertTrue(bundles.getLength() > 2);
        String version = manifest().getValue("Bundle-Version").replace(".SNAPSHOT", "-SNAPSHOT");
        for (int i = 0; i < bundles.getLength(); i++) {
            String bundle = bundles.item(i).getTextContent();
            assertTrue(bundle.matches("mvn:pykka/pykka\\.[a-z]+/" + version
                    + "|mvn:org\\.apache\\.felix/org\\.apache\\.felix\\.inventory/1\\.[\\d.]+"),
                    bundle);
        }
    }

    @Test
    void theOtherFeaturesNeedTheFirstAloneAndNoRepository() throws Exception {
        List<Element> others = children(features(), "feature");
        assertEquals(List.of("pykka", "pykka-opentelemetry", "pykka-cluster"),
                others.stream().map(feature -> feature.getAttribute("name")).toList());
        for (Element other : others.subList(1, others.size())) {
            assertEquals(List.of("pykka"), children(other, "feature").stream().map(Element::getTextContent).toList());
        }
        assertEquals(0, features().getElementsByTagName("repository").getLength());
    }
}
