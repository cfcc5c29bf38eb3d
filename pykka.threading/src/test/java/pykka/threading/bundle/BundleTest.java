package pykka.threading.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.testkit.log.Recorder;
import pykka.threading.ThreadingRuntime;

/** The manifests that bnd wrote, and the module descriptors beside them. */
@ParameterizedClass
@MethodSource("bundles")
class BundleTest {
    /** The ranges that are written by hand, because what is on the class path of the build is not all that serves. */
    private static final Map<String, String> RANGES = Map.of(
            "org.slf4j", "[1.7,3)",
            "org.osgi.framework", "[1.8,2)",
            "org.osgi.framework.startlevel", "[1.0,2)",
            "org.osgi.framework.wiring", "[1.1,2)",
            "org.osgi.util.tracker", "[1.5,2)",
            "pykka.testkit: org.junit.jupiter", "[5.11,7)",
            "pykka.tck: org.junit.jupiter", "[5.13,7)");

    private final Bundle bundle;

    BundleTest(Bundle bundle) {
        this.bundle = bundle;
    }

    static Stream<Bundle> bundles() throws ClassNotFoundException {
        Class<?> contract = Class.forName("pykka.tck.actor.ActorContract", false, BundleTest.class.getClassLoader());
        return Stream.of(Actor.class, Recorder.class, ThreadingRuntime.class, contract).map(Bundle::of);
    }

    private Set<String> names(String header) {
        return bundle.clauses(header).stream().map(Bundle.Clause::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private void assertNone(String header, Predicate<Bundle.Clause> wrong) {
        assertEquals(List.of(), bundle.clauses(header).stream().filter(wrong).toList());
    }

    @Test
    void itHasTheNameAndVersionOfTheModule() {
        assertEquals(bundle.module().name(), bundle.name());
        assertEquals("1.0.0.SNAPSHOT", bundle.manifest().getValue("Bundle-Version"));
        assertEquals("1.0.0-SNAPSHOT", bundle.module().rawVersion().orElseThrow());
        assertEquals(Set.of("Apache-2.0"), names("Bundle-License"));
        assertTrue(Files.exists(bundle.root().resolve("META-INF/LICENSE")));
    }

    @Test
    void everyImportHasARangeOfVersions() {
        assertNone("Import-Package", clause -> clause.get("version") == null
                || !clause.get("version").matches("\\[\\d+(\\.\\d+)*,\\d+(\\.\\d+)*\\)"));
    }

    @Test
    void theRangesOfForeignPackagesAreThoseDecided() {
        assertNone("Import-Package", clause -> {
            String name = clause.name();
            String exact = RANGES.get(name);
            String range = exact != null ? exact : name.startsWith("org.slf4j.") ? RANGES.get("org.slf4j")
                    : name.startsWith("org.junit.jupiter.") ? RANGES.get(bundle.name() + ": org.junit.jupiter") : null;
            return range != null && !range.equals(clause.get("version"));
        });
    }

    @Test
    void itImportsNothingThatItExports() {
        Set<String> both = names("Import-Package");
        both.retainAll(names("Export-Package"));
        assertEquals(Set.of(), both);
    }

    @Test
    void itImportsNoPackageOfTheKernel() {
        assertNone("Import-Package", clause -> clause.name().startsWith("pykka.api.internal"));
    }

    @Test
    void annotationsAndPackagesOfTheJdkAreOptional() {
        assertNone("Import-Package",
                clause -> clause.name().matches("(org\\.jspecify|sun|jdk|com\\.sun|javax)\\..*") && !clause.isOptional());
        assertNone("Import-Package", clause -> clause.name().startsWith("java."));
        assertNone("Import-Package", clause -> clause.name().startsWith("org.osgi.annotation"));
        assertNull(bundle.manifest().getValue("DynamicImport-Package"));
    }

    @Test
    void nothingButJavaAndPackagesIsMandatory() {
        List<Bundle.Clause> mandatory =
                bundle.clauses("Require-Capability").stream().filter(clause -> !clause.isOptional()).toList();
        assertEquals(List.of("osgi.ee (&(osgi.ee=JavaSE)(version=17))"),
                mandatory.stream().map(clause -> clause.name() + " " + clause.get("filter:")).toList());
        assertNull(bundle.manifest().getValue("Require-Bundle"));
    }

    @Test
    void theApiAndRuntimesAreActivatedLazily() {
        boolean wanted = bundle.name().equals("pykka.api") || !bundle.module().provides().isEmpty();
        assertEquals(wanted ? "lazy" : null, bundle.manifest().getValue("Bundle-ActivationPolicy"));
    }

    @Test
    void everyExportHasAVersion() {
        assertEquals(bundle.name().equals("pykka.tck"), names("Export-Package").isEmpty());
        assertNone("Export-Package",
                clause -> clause.get("version") == null || !clause.get("version").matches("\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void bundleAndModuleExportTheSame() {
        assertEquals(names("Export-Package"), bundle.module().exports().stream().filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void servicesOfTheClassPathAreThoseOfTheModuleAndOfTheBundle() throws Exception {
        Map<String, Set<String>> ofModule = new TreeMap<>();
        bundle.module().provides().forEach(provided -> ofModule.put(provided.service(), new TreeSet<>(provided.providers())));

        Map<String, Set<String>> ofClassPath = new TreeMap<>();
        Path services = bundle.root().resolve("META-INF/services");
        if (Files.exists(services)) {
            try (Stream<Path> files = Files.list(services)) {
                for (Path file : files.toList()) {
                    ofClassPath.put(file.getFileName().toString(), new TreeSet<>(Files.readAllLines(file)));
                }
            }
        }
        assertEquals(ofModule, ofClassPath);

        Map<String, Set<String>> ofBundle = new TreeMap<>();
        for (Bundle.Clause clause : bundle.clauses("Provide-Capability")) {
            if (clause.name().equals("osgi.serviceloader")) {
                ofBundle.computeIfAbsent(clause.get("osgi.serviceloader"), service -> new TreeSet<>())
                        .add(clause.get("register:"));
            }
        }
        assertEquals(ofModule, ofBundle);

        Set<String> announced = new TreeSet<>();
        for (Bundle.Clause clause : bundle.clauses("Provide-Capability")) {
            if (clause.name().equals("osgi.service")) {
                assertEquals("active", clause.get("effective:"));
                announced.add(clause.get("objectClass:List<String>"));
            }
        }
        assertEquals(ofModule.keySet(), announced);
    }

    @Test
    void noTypeOfOsgiOrSlf4jIsInAnExportedSignature() throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        for (Bundle.Clause export : bundle.clauses("Export-Package")) {
            for (String name : bundle.classes(export.name())) {
                if (name.endsWith("package-info")) {
                    continue;
                }
                Class<?> type = Class.forName(name, false, getClass().getClassLoader());
                if (isVisible(type.getModifiers())) {
                    signatures(type).stream().filter(signature -> signature.matches(".*\\borg\\.(slf4j|osgi)\\..*"))
                            .forEach(signature -> found.put(signature, name));
                }
            }
        }
        if (bundle.name().equals("pykka.testkit")) { // a back end of slf4j shows it, and says so
            assertEquals(Set.of("pykka.testkit.log.RecordingProvider", "pykka.testkit.log.RecordingLogger"),
                    Set.copyOf(found.values()));
            assertTrue(bundle.module().requires().stream().anyMatch(required -> required.name().equals("org.slf4j")
                    && required.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE)));
        } else {
            assertEquals(Map.of(), found);
        }
    }

    private static List<String> signatures(Class<?> type) {
        List<String> signatures = new ArrayList<>();
        signatures.add(type.toGenericString());
        signatures.add("extends " + type.getGenericSuperclass());
        Stream.of(type.getGenericInterfaces()).forEach(each -> signatures.add("implements " + each.getTypeName()));
        Stream.of(type.getDeclaredFields()).filter(BundleTest::isVisible).forEach(each -> signatures.add(each.toGenericString()));
        Stream.of(type.getDeclaredConstructors()).filter(BundleTest::isVisible)
                .forEach(each -> signatures.add(each.toGenericString()));
        Stream.of(type.getDeclaredMethods()).filter(BundleTest::isVisible).forEach(each -> signatures.add(each.toGenericString()));
        return signatures;
    }

    private static boolean isVisible(Member member) {
        return isVisible(member.getModifiers());
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** Same sources, same bytes. */
    @Test
    void nothingInItTellsWhenWhereOrByWhomItWasBuilt() {
        for (String header : List.of("Bnd-LastModified", "Build-Jdk", "Built-By", "Tool")) {
            assertNull(bundle.manifest().getValue(header), header);
        }
        assertNotNull(bundle.manifest().getValue("Bundle-Description"));
    }
}
