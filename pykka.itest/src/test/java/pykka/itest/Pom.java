package pykka.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A POM of ours, with what it inherits from the parent, which is null for the parent itself. */
record Pom(Path file, Element project, Pom parent) {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([\\w.-]+)}");
    /** What Maven does not inherit, or what Central wants of each POM anew. */
    private static final Set<String> OWN = Set.of("name", "description", "packaging", "artifactId");

    static Pom of(Path file, Pom parent) {
        try {
            return new Pom(file, DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile())
                    .getDocumentElement(), parent);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    /** Those of the sources, the parent's first. */
    static List<Pom> sources() {
        Path root = Path.of("..");
        Pom parent = of(root.resolve("pom.xml"), null);
        List<Pom> all = new ArrayList<>(List.of(parent));
        for (String path : List.of("modules/module", "profiles/profile/modules/module")) {
            for (Element module : parent.elements(path)) {
                all.add(of(root.resolve(module.getTextContent()).resolve("pom.xml"), parent));
            }
        }
        return all;
    }

    /** Those of a folder that is a Maven repository. */
    static List<Pom> deployed(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            List<Path> poms = files.filter(file -> file.toString().endsWith(".pom")).sorted().toList();
            Pom parent = of(poms.stream().filter(file -> file.getFileName().toString().matches("pykka-[0-9].*")).findFirst()
                    .orElseThrow(), null);
            return poms.stream().map(file -> file.equals(parent.file) ? parent : of(file, parent)).toList();
        }
    }

    boolean isPublished() {
        return !value("properties/maven.deploy.skip").equals("true");
    }

    String artifact() {
        return value("artifactId");
    }

    /** The text at a path of elements, of the nearest POM that has it, with properties replaced; empty if there is none. */
    String value(String path) {
        List<Element> found = elements(path);
        if (!found.isEmpty()) {
            return replaced(found.get(0).getTextContent().strip());
        }
        return parent == null || OWN.contains(path) ? "" : parent.valueFor(path, this);
    }

    private String valueFor(String path, Pom child) {
        return child.replaced(elements(path).isEmpty() ? "" : elements(path).get(0).getTextContent().strip());
    }

    private String replaced(String text) {
        return PROPERTY.matcher(text).replaceAll((MatchResult name) -> {
            String value = value(name.group(1).startsWith("project.") ? name.group(1).substring("project.".length())
                    : "properties/" + name.group(1));
            return value.isEmpty() ? "\\${" + name.group(1) + "}" : value.replace("$", "\\$");
        });
    }

    /** The names of what it needs to be compiled or to run, as group/artifact. */
    Set<String> needs() {
        return elements("dependencies/dependency").stream()
                .filter(dependency -> children(dependency, "scope").noneMatch(scope -> scope.getTextContent().equals("test")))
                .map(dependency -> text(dependency, "groupId") + "/" + text(dependency, "artifactId")).collect(Collectors.toSet());
    }

    private String text(Element element, String name) {
        return replaced(children(element, name).findFirst().orElseThrow().getTextContent().strip());
    }

    /** What stands in this very file at a path of elements. */
    List<Element> elements(String path) {
        List<Element> found = List.of(project);
        for (String name : path.split("/")) {
            found = found.stream().flatMap(element -> children(element, name)).toList();
        }
        return found;
    }

    static Stream<Element> children(Element element, String name) {
        Stream.Builder<Element> children = Stream.builder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                children.add(child);
            }
        }
        return children.build();
    }

    @Override
    public String toString() {
        return artifact();
    }
}
