package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What the POMs of the sources say together. */
class PomsTest {
    private static Set<String> artifacts(Stream<Pom> poms) {
        return poms.map(Pom::artifact).collect(Collectors.toSet());
    }

    @Test
    void examplesBenchmarksSiteAndTestsAreNotPublished() {
        assertEquals(Set.of("pykka.bench", "pykka.childjvm", "pykka.examples", "pykka.examples.container", "pykka.examples.plugin",
                "pykka.examples.plugin.api", "pykka.itest", "pykka.site"),
                artifacts(Pom.sources().stream().filter(pom -> !pom.isPublished())));
    }

    @Test
    void bomHasEveryJarThatIsPublishedAndNothingElse() {
        Pom bom = Pom.sources().stream().filter(pom -> pom.artifact().equals("pykka.bom")).findFirst().orElseThrow();
        Set<String> managed = bom.elements("dependencyManagement/dependencies/dependency/artifactId").stream()
                .map(Element::getTextContent).collect(Collectors.toSet());
        assertEquals(artifacts(Pom.sources().stream().filter(pom -> pom.isPublished() && !pom.value("packaging").equals("pom"))),
                managed);
    }

    @Test
    void namesDiffer() {
        List<String> names = Pom.sources().stream().map(pom -> pom.value("name")).toList();
        assertEquals(names.size(), Set.copyOf(names).size(), names::toString);
    }

    /** A POM cannot take its group from a property: the parent element of each module repeats it. */
    @Test
    void groupStandsInOnePlaceOfEachPom() throws IOException {
        for (Pom pom : Pom.sources()) {
            String group = Pattern.quote(pom.value("groupId"));
            Pattern place = Pattern.compile("<groupId>" + group + "<|[>{]" + group + ":");
            assertEquals(1, place.matcher(Files.readString(pom.file())).results().count(), pom::toString);
        }
    }

    /** Where a project has its home is for its owner to say. */
    @Test
    void homeOfTheProjectStandsInThePropertiesOfTheParentAlone() throws IOException {
        for (Pom pom : Pom.sources()) {
            Pattern home = Pattern.compile(Pattern.quote(URI.create(pom.value("url")).getHost()) + "\\b");
            int times = pom.parent() == null ? 3 : 0; // page, sources and mail
            assertEquals(times, home.matcher(Files.readString(pom.file())).results().count(), pom::toString);
        }
    }

    /** Maven adds the name of a module to them, if the parent does not forbid it. */
    @Test
    void urlsAreInheritedAsTheyAre() {
        Element root = Pom.sources().get(0).project();
        Element scm = Pom.children(root, "scm").findFirst().orElseThrow();
        assertEquals("false", root.getAttribute("child.project.url.inherit.append.path"));
        for (String name : List.of("connection", "developerConnection", "url")) {
            assertEquals("false", scm.getAttribute("child.scm." + name + ".inherit.append.path"), name);
        }
    }
}
