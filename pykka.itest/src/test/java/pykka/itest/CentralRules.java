package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What Maven Central demands of each POM that is published. */
abstract class CentralRules {
    final Pom pom;

    CentralRules(Pom pom) {
        this.pom = pom;
    }

    private void has(String path) {
        String value = pom.value(path);
        assertFalse(value.isEmpty(), path);
        assertFalse(value.contains("${"), () -> path + " is " + value);
    }

    private void hasUrl(String path) {
        has(path);
        assertEquals("https", URI.create(pom.value(path)).getScheme(), path);
    }

    @Test
    void itHasCoordinates() {
        has("groupId");
        has("artifactId");
        has("version");
        assertTrue(Set.of("", "jar", "pom", "bundle").contains(pom.value("packaging")), pom.value("packaging"));
    }

    @Test
    void itHasANameAndADescriptionOfItsOwn() {
        has("name");
        has("description");
    }

    @Test
    void itHasAUrl() {
        hasUrl("url");
    }

    @Test
    void itHasALicenceWithAUrl() {
        has("licenses/license/name");
        hasUrl("licenses/license/url");
    }

    @Test
    void itHasADeveloperWithAnAddressAndAnOrganization() {
        has("developers/developer/name");
        has("developers/developer/email");
        has("developers/developer/organization");
        hasUrl("developers/developer/organizationUrl");
    }

    @Test
    void itSaysWhereItsSourcesAre() {
        has("scm/connection");
        has("scm/developerConnection");
        hasUrl("scm/url");
        assertTrue(pom.value("scm/connection").startsWith("scm:git:"), pom.value("scm/connection"));
    }

    @Test
    void itNamesNoRepository() {
        for (String path : List.of("repositories", "pluginRepositories", "distributionManagement")) {
            assertEquals(List.of(), pom.elements(path), path);
        }
    }

    @Test
    void itDependsOnReleasesAndNothingOfTheMachine() {
        for (Element dependency : pom.elements("dependencies/dependency")) {
            assertEquals(0, Pom.children(dependency, "systemPath").count());
            assertFalse(Pom.children(dependency, "version").anyMatch(version -> version.getTextContent().contains("SNAPSHOT")));
        }
    }
}
