package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** That what is deployed is what Maven Central takes. With the profile release-check only. */
@EnabledIfSystemProperty(named = "pykka.release.check", matches = "true")
class ReleaseTest {
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

    @Test
    void listOfPartsNamesTheModuleAndWhatItNeeds() throws Exception {
        String parts = Files.readString(Release.first().file("pykka.threading", "-cyclonedx.json"));
        String group = Release.group();
        for (String name : List.of(group + "/pykka.threading@", group + "/pykka.api@", "org.slf4j/slf4j-api@")) {
            assertTrue(parts.contains("\"pkg:maven/" + name), name);
        }
    }
}
