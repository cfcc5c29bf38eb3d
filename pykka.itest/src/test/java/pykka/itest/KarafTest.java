package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** The session of docs/karaf.md, typed into a stock Karaf. */
@EnabledForJreRange(max = JRE.JAVA_23) // Karaf 4.4 needs the Security Manager
class KarafTest {
    private static final Path PAGE = Path.of("..", "docs", "karaf.md");
    private static final Path KAR = Karaf.REPOSITORY.resolve("pykka/pykka.karaf/1.0.0-SNAPSHOT/pykka.karaf-1.0.0-SNAPSHOT.kar");
    /** What differs from run to run, and is used again: URNs, and numbers of bundles. */
    private static final Pattern NAME = Pattern.compile("urn:uuid:[0-9a-f-]{36}|(?<=\\[|Bundle ID: |\\| )\\d+(?=]|$| - )");

    private static final String ARCHIVE = "Without a repository";
    private static final String PAIR = "Two Karafs in a cluster";

    private Map<String, String> names = Map.of();

    @TempDir
    Path directory;

    /** What the page says that is typed, by whom and where, and what comes then. */
    private record Step(String user, String karaf, String line, List<String> said) {
        private static final Pattern PROMPT = Pattern.compile("(\\w+)@(\\w+)\\(\\)> (.*)");

        /** Those of some sections, in the order of the page. */
        static List<Step> of(Predicate<String> sections) throws IOException {
            List<Step> steps = new ArrayList<>();
            boolean wanted = false;
            boolean inside = false;
            for (String line : Files.readAllLines(PAGE)) {
                if (line.startsWith("#")) {
                    wanted = sections.test(line.replaceFirst("#+ ", ""));
                } else if (line.startsWith("```")) {
                    inside = wanted && line.equals("```console");
                } else if (inside) {
                    Matcher prompt = PROMPT.matcher(line);
                    if (prompt.matches()) {
                        steps.add(new Step(prompt.group(1), prompt.group(2), prompt.group(3), new ArrayList<>()));
                    } else {
                        steps.get(steps.size() - 1).said.add(line);
                    }
                }
            }
            return steps;
        }

        Step replaced(String text, Object by) {
            return new Step(user, karaf, line.replace(text, by.toString()), said);
        }

        /** Actors, other nodes and logs have their own pace. */
        boolean onlyReads() {
            return line.matches("(pykka:(actors|names|nodes|threads)|log:display|grep)\\b.*");
        }
    }

    private Karaf karaf(Path repository) throws Exception {
        return new Karaf(Files.createDirectory(directory.resolve("karaf")), repository);
    }

    private void type(Karaf karaf, List<Step> session) throws Exception {
        type(Map.of("root", karaf), session);
    }

    private void type(Map<String, Karaf> karafs, List<Step> session) throws Exception {
        assertFalse(session.isEmpty());
        for (Step step : session) {
            String line = renamed(step.line, names);
            List<String> said = karafs.get(step.karaf).type(step.user, line,
                    now -> !step.onlyReads() || renamed(masked(step.said), learned(step.said, now)).equals(masked(now)));
            names = learned(step.said, said);
            assertEquals(line + "\n" + renamed(masked(step.said), names), line + "\n" + masked(said));
        }
        assertEquals(names.size(), Set.copyOf(names.values()).size(), names::toString);
    }

    /** The names here of those of the page. What is new on the page is the name of what stands there here. */
    private Map<String, String> learned(List<String> page, List<String> said) {
        List<String> theirs = NAME.matcher(String.join("\n", page)).results().map(MatchResult::group).toList();
        List<String> ours = NAME.matcher(String.join("\n", said)).results().map(MatchResult::group).toList();
        Map<String, String> all = new HashMap<>(names);
        for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
            all.putIfAbsent(theirs.get(i), ours.get(i));
        }
        return all;
    }

    private static String renamed(String text, Map<String, String> names) {
        return NAME.matcher(text).replaceAll(name -> names.getOrDefault(name.group(), name.group()));
    }

    /** Without times and numbers of threads, and with the lines of tables as they are where there is no terminal. */
    private static String masked(List<String> lines) {
        return String.join("\n", lines).replaceAll("[\\d-]{10}T[\\d:,]{12}|^[\\d:]{8}\\.\\d{3}", "TIME")
                .replaceAll("ident: \\d+", "ident: ID").replaceAll("pykka-pooled-\\d+ *", "pykka-pooled-N ")
                .replace('│', '|').replace('─', '-').replace('┼', '+');
    }

    @Test
    void featureIsInstalledFromARepositoryAndTheCommandsSayWhatThePageSays() throws Exception {
        try (Karaf karaf = karaf(Karaf.REPOSITORY)) {
            Path greeter = Code.bundle(directory, "greeter", Map.of(
                    Constants.BUNDLE_VERSION, "1.0",
                    Constants.BUNDLE_ACTIVATOR, "user.bundle.greeter.Activator",
                    Constants.IMPORT_PACKAGE, "org.osgi.framework,org.slf4j,pykka.api"), "user.bundle.greeter");
            karaf.put("system/com/example/greeter/1.0/greeter-1.0.jar", greeter);
            Path shop = Code.bundle(directory, "shop", Map.of(
                    Constants.BUNDLE_VERSION, "1.0",
                    Constants.BUNDLE_ACTIVATOR, "user.bundle.shop.Activator",
                    Constants.IMPORT_PACKAGE, "org.osgi.framework,pykka.api"), "user.bundle.shop");
            karaf.put("system/com/example/shop/1.0/shop-1.0.jar", shop);
            karaf.start();
            type(karaf, Step.of(section -> !Set.of(ARCHIVE, PAIR).contains(section)));
            assertDeadlockIsShown(karaf);
        }
    }

    /** At the end of the page, at the addresses that it names. */
    private static void assertDeadlockIsShown(Karaf karaf) throws Exception {
        String page = get(karaf, "/system/console/status-pykka");
        assertEquals(2, Pattern.compile("<path [^>]* stroke=\"red\"").matcher(page).results().count(), page);
        assertTrue(page.contains(">Accountant ") && page.contains(">Cashier "), page);
        assertTrue(page.contains("Deadlocks: 1\n"), page);
        String text = get(karaf, "/system/console/status-pykka.txt");
        assertTrue(text.contains("\nDeadlock: Accountant (urn:uuid:"), text);
        String json = get(karaf, "/system/console/status-pykka.json");
        assertTrue(json.contains("\"deadlocks\":[\"Deadlock: Accountant (urn:uuid:"), json);
        String alarm = get(karaf, "/jolokia/read/pykka:type=Actors/DeadlockCount");
        Pattern time = Pattern.compile("(?<=\"timestamp\":)\\d+");
        assertTrue(time.matcher(Files.readString(PAGE)).replaceAll("TIME")
                .contains("\n" + time.matcher(alarm).replaceAll("TIME") + "\n"), alarm);
    }

    private static String get(Karaf karaf, String path) throws Exception {
        assertTrue(Files.readString(PAGE).matches("(?s).*http://localhost:8181" + Pattern.quote(path) + "[`\n].*"), path);
        return karaf.get(path);
    }

    @Test
    void twoKarafsJoinAClusterAndSeeEachOthersNodesAndNames() throws Exception {
        try (Karaf root = new Karaf(directory.resolve("root"), Karaf.REPOSITORY);
                Karaf shop = new Karaf(directory.resolve("shop"), Karaf.REPOSITORY)) {
            shop.set("system.properties", "karaf.name=shop");
            putUserOfTheCluster(root, "clerk", ",org.osgi.util.tracker,org.slf4j,pykka.api");
            putUserOfTheCluster(shop, "customer", ",pykka.api");
            root.start();
            shop.start();
            List<Integer> ports = Ports.free(2); // in the place of those of the page
            type(Map.of("root", root, "shop", shop), Step.of(PAIR::equals).stream()
                    .map(step -> step.replaced("7800", ports.get(0)).replaced("7801", ports.get(1))).toList());
        }
    }

    private void putUserOfTheCluster(Karaf karaf, String name, String imports) throws Exception {
        karaf.put("system/com/example/" + name + "/1.0/" + name + "-1.0.jar", Code.bundle(directory, name, Map.of(
                Constants.BUNDLE_VERSION, "1.0",
                Constants.BUNDLE_ACTIVATOR, "user.bundle." + name + ".Activator",
                Constants.IMPORT_PACKAGE, "org.osgi.framework,pykka.cluster" + imports), "user.bundle." + name));
    }

    /** A component of a feature that depends on ours starts an actor while Karaf installs both. */
    @Test
    void faultAAFeatureWithAComponentThatStartsActorsWorksAtItsFirstInstall() throws Exception {
        try (Karaf karaf = karaf(Karaf.REPOSITORY)) {
            karaf.put("system/com/example/station/1.0/station-1.0.jar", StartOrderTest.station(directory));
            StringBuilder components = new StringBuilder(); // the feature scr, of which a stock Karaf has the description alone
            for (String name : StartOrderTest.SCR) {
                karaf.put("system/com/example/" + name + "/1.0/" + name + "-1.0.jar", Jars.bundle(name));
                components.append("<bundle start-level='30'>mvn:com.example/").append(name).append("/1.0</bundle>");
            }
            String feature = "system/com/example/station/1.0/station-1.0-features.xml";
            karaf.put(feature, Files.writeString(directory.resolve("station.xml"), """
                    <features name="station" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                      <repository>mvn:pykka/pykka.karaf/1.0.0-SNAPSHOT/xml/features</repository>
                      <feature name="station" version="1.0">
                        %s
                        <feature version="[1,2)">pykka</feature>
                        <bundle>mvn:com.example/station/1.0</bundle>
                      </feature>
                    </features>
                    """.formatted(components)));
            karaf.start();
            karaf.type("karaf", "feature:repo-add mvn:com.example/station/1.0/xml/features");
            assertEquals(List.of(), karaf.type("karaf", "feature:install station"));
            List<String> said = karaf.type("karaf", "pykka:actors --no-format");
            assertEquals(2, said.stream().filter(line -> line.contains("Echo")).count(), said::toString);
        }
    }

    @Test
    void archiveIsInstalledByHandOrFromTheDeployFolderWithoutARepository() throws Exception {
        try (Karaf karaf = karaf(directory.resolve("nothing"))) {
            karaf.put(KAR.getFileName().toString(), KAR);
            karaf.start();
            type(karaf, Step.of(ARCHIVE::equals));
            assertEquals(List.of("Command not found: pykka:actors"), karaf.type("karaf", "pykka:actors"));

            Path roles = Files.writeString(directory.resolve("roles"), "actors = admin\ntell = admin\nstop = viewer\n");
            karaf.put("etc/org.apache.karaf.command.acl.pykka.cfg", roles);
            String properties = "config:property-list --pid org.apache.karaf.command.acl.pykka";
            assertTrue(karaf.type("karaf", properties, said -> said.contains("   stop = viewer")).contains("   actors = admin"));

            karaf.put("deploy/" + KAR.getFileName(), KAR);
            List<String> said = karaf.type("viewer", "pykka:stop Nobody", now -> !now.toString().contains("not found"));
            assertEquals(List.of("Error executing command: There is no actor 'Nobody', and none of a class of that name"), said);
            assertEquals(List.of("Command not found: pykka:actors"), karaf.type("viewer", "pykka:actors"));
        }
    }
}
