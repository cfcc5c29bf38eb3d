package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What must not be in the code of this module, as javap shows it, beside what the parent pom forbids, and what must be in its
 * manifest and descriptor. The letters are those of the project's lists: S of its security, C of its contract.
 */
class RulesTest {
    private static final Pattern NAME = Pattern.compile("this_class: #\\d+ +// +(\\S+)");
    /** A use of a member, in the constant pool. */
    private static final Pattern MEMBER = Pattern.compile("= (?:Interface)?(?:Methodref|Fieldref) .*// +(\\S+)");

    /** What javap prints of each class. */
    private static final Map<String, String> CODE = new TreeMap<>();
    private static Attributes manifest;
    private static ModuleDescriptor module;

    @BeforeAll
    static void read() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-v", "-p"));
        try (Stream<Path> files = Files.walk(Jvm.DEBUG)) {
            files.map(Path::toString).filter(file -> file.endsWith(".class") && !file.endsWith("-info.class")).forEach(arguments::add);
        }
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        assertEquals(0, ToolProvider.findFirst("javap").orElseThrow().run(writer, writer, arguments.toArray(new String[0])));
        for (String section : text.toString().split("(?m)^Classfile ")) {
            Matcher name = NAME.matcher(section);
            if (name.find()) {
                CODE.put(name.group(1).replace('/', '.'), section);
            }
        }
        assertEquals(arguments.size() - 2, CODE.size());
        try (InputStream in = Files.newInputStream(Jvm.DEBUG.resolve("META-INF/MANIFEST.MF"));
                InputStream descriptor = Files.newInputStream(Jvm.DEBUG.resolve("module-info.class"))) {
            manifest = new Manifest(in).getMainAttributes();
            module = ModuleDescriptor.read(descriptor);
        }
    }

    /** The classes that call, refer to, read or write what matches, as in {@code java.lang.System.exit:(I)V}. */
    private static Set<String> users(String regex) {
        Predicate<String> matches = Pattern.compile(regex).asMatchPredicate();
        Set<String> users = new TreeSet<>();
        CODE.forEach((name, code) -> {
            if (MEMBER.matcher(code).results().map(member -> dotted(member.group(1))).anyMatch(matches)) {
                users.add(name.replaceAll("\\$.*", "").replace("pykka.debug.", ""));
            }
        });
        return users;
    }

    /** The class with dots, the type as it is. */
    private static String dotted(String member) {
        int colon = member.indexOf(':');
        return member.substring(0, colon).replace('/', '.') + member.substring(colon);
    }

    /** Without it the other tests of this class prove nothing. */
    @Test
    void theScanSeesCallsAndFields() {
        assertTrue(users("java\\.lang\\.System\\.nanoTime:.*").contains("SignalHook"));
        assertTrue(users("java\\.lang\\.System\\.out:.*").contains("Main"));
    }

    @Test
    void ruleS6NoAccessIsForced() {
        assertEquals(Set.of(), users(".*\\.privateLookupIn:.*"));
        assertEquals(Set.of("Agent"), users("java\\.lang\\.Module\\.addReads:.*")); // where the JVM has loaded it into a module
    }

    /** The agent loads this package beside the library that it finds in another JVM, and nothing else. */
    @Test
    void ruleS6ClassesAreLoadedByTheAgentAndSignalsByTheirNames() {
        assertEquals(Set.of("Agent"), users(".*\\.(defineClass|defineHiddenClass|loadClass|findClass):.*"));
        assertEquals(Set.of("JvmSignal"), users("java\\.lang\\.Class\\.forName:.*"));
    }

    @Test
    void ruleS8NothingIsSerializable() throws Exception {
        for (String name : CODE.keySet()) {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            assertFalse(Serializable.class.isAssignableFrom(type) && !type.isEnum(), name);
        }
    }

    @Test
    void ruleS9NothingIsOpenedToOthers() {
        assertEquals(Set.of(), users("java\\.net\\.(Server)?Socket.*|java\\.rmi\\..*|javax\\.management\\.remote\\..*"));
        assertEquals(Set.of(), users(".*\\.(startManagementAgent|startLocalManagementAgent):.*"));
        assertEquals(Set.of("Attached"), users("com\\.sun\\.tools\\.attach\\..*"));
    }

    @Test
    void ruleS16TheJvmIsLeftAsItIs() {
        assertEquals(Set.of("Attached"), users("java\\.lang\\.ProcessBuilder\\..*")); // jcmd
        assertEquals(Set.of(), users("java\\.lang\\.Thread\\.interrupt:.*"));
        assertEquals(Set.of(), users("java\\.lang\\.Runtime\\.(add|remove)ShutdownHook:.*"));
        assertEquals(Set.of(), users(".*\\.(get|set)ContextClassLoader:.*"));
    }

    /** A tool that looks at deadlocks must not be part of one. Class loaders of the agent have to lock. */
    @Test
    void ruleC11NoLockIsTaken() {
        assertEquals(Set.of("pykka.debug.Agent$Beside"), CODE.keySet().stream()
                .filter(name -> CODE.get(name).contains("monitorenter")).collect(Collectors.toSet()));
        assertEquals(Set.of(), CODE.keySet().stream().filter(name -> CODE.get(name).contains("ACC_SYNCHRONIZED"))
                .collect(Collectors.toSet()));
        assertEquals(Set.of(), users("java\\.util\\.concurrent\\.locks\\..*Lock\\..*"));
        assertEquals(Set.of(), users("java\\.util\\.concurrent\\.(Semaphore|CountDownLatch|CyclicBarrier|Phaser|Exchanger)\\..*"));
    }

    private static List<String> clauses(String header) {
        // at commas that are not in quotes: an even number of these follows
        return Stream.of(manifest.getValue(header).split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)")).toList();
    }

    @Test
    void packagesThatTheJdkMayLackAreOptionalAndNoneIsMandatoryButThree() {
        List<String> mandatory = clauses("Import-Package").stream().filter(clause -> !clause.contains("resolution:=optional"))
                .map(clause -> clause.replaceAll(";.*", "")).toList();
        assertTrue(Set.of("org.osgi.framework", "org.slf4j", "org.slf4j.helpers", "pykka.api", "pykka.api.inspect", "pykka.api.spi")
                .containsAll(mandatory), mandatory::toString);
        assertEquals(Set.of("sun.misc", "com.sun.tools.attach", "javax.management", "jdk.jfr", "org.jspecify.annotations"),
                clauses("Import-Package").stream().filter(clause -> clause.contains("resolution:=optional"))
                        .map(clause -> clause.replaceAll(";.*", "")).collect(Collectors.toSet()));
        assertTrue(manifest.getValue("Import-Package").contains("org.slf4j;version=\"[1.7,3)\""));
        assertTrue(manifest.getValue("Import-Package").contains("org.osgi.framework;version=\"[1.8,2)\""));
        assertEquals("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"", manifest.getValue("Require-Capability"));
    }

    @Test
    void bundleIsToolAgentAndActivatedLazily() {
        assertEquals("pykka.debug", manifest.getValue("Bundle-SymbolicName"));
        assertEquals("lazy", manifest.getValue("Bundle-ActivationPolicy"));
        assertEquals("pykka.debug.internal.Activator", manifest.getValue("Bundle-Activator"));
        assertEquals("pykka.debug.Main", manifest.getValue("Main-Class"));
        assertEquals("pykka.debug.Agent", manifest.getValue("Agent-Class"));
        assertEquals("pykka.debug.Agent", manifest.getValue("Premain-Class"));
        assertEquals(1, clauses("Export-Package").size());
        assertTrue(manifest.getValue("Export-Package").startsWith("pykka.debug;version=\"1.0.0\""));
    }

    @Test
    void moduleNeedsManagementAndSlf4jAndNothingElseWhenItRuns() {
        assertEquals(Set.of("java.base", "java.management", "org.slf4j", "pykka.api"), module.requires().stream()
                .filter(required -> !required.modifiers().contains(Modifier.STATIC)).map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet()));
        assertEquals(Set.of("pykka.debug"), module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        assertEquals(Set.of(), module.opens());
    }
}
