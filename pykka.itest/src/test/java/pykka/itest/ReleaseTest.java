package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** That what is deployed is what Maven Central takes. With the profile release-check only. */
@EnabledIfSystemProperty(named = "pykka.release.check", matches = "true")
class ReleaseTest {
    /** Where a list of parts names one. */
    private static final Pattern PART = Pattern.compile("\"bom-ref\" : \"pkg:maven/([^@\"]+)@");

    private static String hash(String algorithm, Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }

    /** What belongs to an artifact, by the ends of the names. */
    private static List<String> ends(Pom pom) {
        List<String> ends = new ArrayList<>(List.of(".pom", "-cyclonedx.json"));
        if (!pom.value("packaging").equals("pom")) {
            ends.addAll(List.of(".jar", "-sources.jar", "-javadoc.jar"));
        }
        switch (pom.artifact()) {
            case "pykka.karaf" -> ends.addAll(List.of(".kar", "-features.xml"));
            case "pykka.p2" -> ends.add(".zip");
            default -> { }
        }
        return ends;
    }

    @Test
    void exactlyWhatIsPublishedIsThereWithASignatureAndChecksumsOfEachFile() throws Exception {
        Release release = Release.first();
        Set<Path> expected = new TreeSet<>();
        for (Pom pom : Pom.sources()) {
            if (pom.isPublished()) {
                for (String end : ends(pom)) {
                    for (String more : List.of("", ".md5", ".sha1", ".asc")) {
                        expected.add(release.repository.relativize(release.file(pom.artifact(), end + more)));
                    }
                }
            }
        }
        assertEquals(lines(expected), lines(new TreeSet<>(release.files())));
    }

    private static String lines(Set<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void checksumsAndSignaturesAreThoseOfTheFiles() throws Exception {
        Release release = Release.first();
        for (Path name : release.files()) {
            Path file = release.repository.resolve(name);
            Path of = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.(md5|sha1|asc)$", ""));
            if (name.toString().endsWith(".md5")) {
                assertEquals(hash("MD5", of), Files.readString(file), name::toString);
            } else if (name.toString().endsWith(".sha1")) {
                assertEquals(hash("SHA-1", of), Files.readString(file), name::toString);
            } else if (name.toString().endsWith(".asc") && !Release.MADE) {
                Release.run(release.repository, Map.of("GNUPGHOME", Release.keys().toString()),
                        List.of("gpg", "--batch", "--verify", file.toString(), of.toString()));
            }
        }
    }

    /** But signatures, which hold the time when they were made. */
    @Test
    void buildsInTwoFoldersHaveTheSameBytes() throws Exception {
        Release a = Release.first();
        Release b = Release.second();
        assertEquals(a.files(), b.files());
        List<Path> differ = new ArrayList<>();
        for (Path name : a.files()) {
            boolean same = Files.mismatch(a.repository.resolve(name), b.repository.resolve(name)) < 0;
            if (!same && !name.toString().contains(".asc")) {
                differ.add(name);
            }
        }
        assertEquals(List.of(), differ, () -> a.repository + " and " + b.repository);
    }

    /**
     * The names on the list of parts of a module, as group/artifact: its own first, then those of what it needs, directly or not.
     */
    private static List<String> parts(Pom pom) throws Exception {
        String list = Files.readString(Release.first().file(pom.artifact(), "-cyclonedx.json"));
        return PART.matcher(list).results().map(part -> part.group(1)).toList();
    }

    @Test
    void listOfPartsNamesTheModuleAndWhatItNeeds() throws Exception {
        for (Pom pom : Pom.deployed(Release.first().repository)) {
            List<String> parts = parts(pom);
            assertEquals(Release.group() + "/" + pom.artifact(), parts.get(0));
            assertEquals(Set.of(), without(pom.needs(), parts), pom::toString);
        }
    }

    /** Each of the others is on the list of another part. What others have published needs more, which is in no POM here. */
    @Test
    void listOfPartsNamesNoneOfOursThatTheModuleDoesNotNeed() throws Exception {
        Map<String, Pom> ours = Pom.deployed(Release.first().repository).stream()
                .collect(Collectors.toMap(pom -> Release.group() + "/" + pom.artifact(), pom -> pom));
        for (Pom pom : ours.values()) {
            Set<String> needed = new HashSet<>();
            Deque<Pom> open = new ArrayDeque<>(List.of(pom));
            while (!open.isEmpty()) {
                open.pop().needs().stream().filter(needed::add).map(ours::get).filter(Objects::nonNull).forEach(open::push);
            }
            List<String> parts = parts(pom);
            List<String> named = parts.subList(1, parts.size()).stream().filter(ours::containsKey).toList();
            assertEquals(Set.of(), without(named, needed), pom::toString);
        }
    }

    private static Set<String> without(Collection<String> names, Collection<String> others) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(others);
        return left;
    }

    /** Central asks that there are such archives, users for what is in them. Those of JGroups itself are in its own release. */
    @Test
    void sourcesOfEachClassAndJavadocOfEachExportedPackageAreThere() throws Exception {
        Release release = Release.first();
        for (Pom pom : Pom.deployed(release.repository)) {
            if (!pom.value("packaging").equals("pom") && !pom.artifact().equals("pykka.jgroups")) {
                Set<String> sources = entries(release.file(pom.artifact(), ".jar")).stream().filter(name -> name.endsWith(".class"))
                        .map(name -> name.replaceFirst("(\\$[^/]*)?\\.class$", ".java")).collect(Collectors.toSet());
                assertEquals(Set.of(), without(sources, entries(release.file(pom.artifact(), "-sources.jar"))), pom::toString);
                Set<String> pages = exported(release.file(pom.artifact(), ".jar")).stream()
                        .map(name -> name.replace('.', '/') + "/package-summary.html").collect(Collectors.toSet());
                Set<String> found = entries(release.file(pom.artifact(), "-javadoc.jar")).stream()
                        .map(name -> name.replaceFirst("^" + pom.artifact() + "/", "")).collect(Collectors.toSet());
                assertEquals(Set.of(), without(pages, found), pom::toString);
            }
        }
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    private static Set<String> exported(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
    }
}
