package pykka.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The direction of docs/architecture.md: each part knows only those below it, and inside a part few classes know each other in a
 * circle.
 */
class ArchitectureTest {
    private static final String ROOT = "pykka.api";
    private static final String INTERNAL = ROOT + ".internal.";
    private static final int MOST_IN_A_CIRCLE = 8;

    /** From the ground up. A name of a package below internal, or one of the parts of the exported packages, below. */
    private static final List<String> PARTS = List.of("words", "util", "contract", "mailbox", "context", "timer", "promise", "bridge",
            "deadlock", "watch", "actor",
            "proxy", "lifecycle", "monitor", "osgi", "face");
    /** What depends on nothing of the library but each other. */
    private static final Set<String> WORDS = Set.of("ActorException", "ActorDeadException", "ActorDeadlockException",
            "ActorInboxFullException", "ActorInterruptedException", "ActorMemberException", "ActorStarvationException",
            "ActorTimeoutException", "ActorEnd", "ActorFunction", "ActorConsumer", "ActorFactory", "GetHook", "Registration",
            "Traversable", "inspect.ActorListener", "inspect.ActorName", "inspect.DeadLetter", "inspect.ActorInfo", "inspect.Blocked",
            "inspect.Counts", "inspect.ActorSummary", "inspect.Deadlock",
            "messages.Names", "messages.ProxyCall", "messages.ProxyGetAttr", "messages.ProxySetAttr");
    /** What stands on top of all parts. */
    private static final Set<String> FACE = Set.of("Actor", "ActorGroup", "ActorRegistry", "Futures", "Restarter", "Restarting",
            "inspect.Inspection", "spi.ContextCarriers", "spi.RemoteReply");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void partsKnowOnlyThoseBelowThem() {
        Set<String> upward = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (JavaClass target : targets(type)) {
                if (rank(target) > rank(type)) {
                    upward.add(part(type) + " -> " + part(target) + ": " + outer(type) + " knows " + outer(target));
                }
            }
        }
        assertEquals(Set.of(), upward);
    }

    @Test
    void circlesInsideAPartAreSmall() {
        Map<String, Set<String>> known = new HashMap<>();
        for (JavaClass type : CLASSES) {
            for (JavaClass target : targets(type)) {
                known.computeIfAbsent(outer(type), name -> new TreeSet<>()).add(outer(target));
            }
        }
        Set<String> large = new TreeSet<>();
        for (String name : known.keySet()) {
            Set<String> circle = new TreeSet<>(reached(name, known));
            circle.removeIf(other -> !reached(other, known).contains(name));
            if (circle.size() > MOST_IN_A_CIRCLE) {
                large.add(circle.toString());
            }
        }
        assertEquals(Set.of(), large);
    }

    /** What the lint "exports" of javac says, which is off because annotations of other modules stand on exported elements. */
    @Test
    void exportedClassesMentionNoInternalOnes() {
        Set<String> mentioned = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.getName().startsWith(INTERNAL) || !isVisible(type.getModifiers())) {
                continue;
            }
            Set<JavaClass> seen = new HashSet<>(type.getRawInterfaces());
            type.getRawSuperclass().ifPresent(seen::add);
            type.getFields().stream().filter(field -> isVisible(field.getModifiers())).forEach(field -> seen.add(field.getRawType()));
            type.getCodeUnits().stream().filter(unit -> isVisible(unit.getModifiers())).forEach(unit -> {
                seen.addAll(unit.getRawParameterTypes());
                seen.add(unit.getRawReturnType());
            });
            seen.stream().map(JavaClass::getBaseComponentType).filter(other -> other.getName().startsWith(INTERNAL))
                    .forEach(other -> mentioned.add(type.getName() + " mentions " + other.getName()));
        }
        assertEquals(Set.of(), mentioned);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Set<String> reached(String from, Map<String, Set<String>> known) {
        Set<String> reached = new HashSet<>();
        Deque<String> todo = new ArrayDeque<>(List.of(from));
        while (!todo.isEmpty()) {
            for (String next : known.getOrDefault(todo.pop(), Set.of())) {
                if (reached.add(next)) {
                    todo.push(next);
                }
            }
        }
        return reached;
    }

    private static Collection<JavaClass> targets(JavaClass type) {
        Set<JavaClass> targets = new HashSet<>();
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            if (CLASSES.contain(target.getName()) && !outer(target).equals(outer(type))) {
                targets.add(target);
            }
        }
        return targets;
    }

    private static int rank(JavaClass type) {
        int rank = PARTS.indexOf(part(type));
        assertEquals(true, rank >= 0, () -> "docs/architecture.md names no part for " + type.getName());
        return rank;
    }

    private static String part(JavaClass type) {
        String name = outer(type);
        if (name.startsWith(INTERNAL)) {
            String rest = name.substring(INTERNAL.length());
            return rest.substring(0, Math.max(0, rest.indexOf('.')));
        }
        String simple = name.substring(ROOT.length() + 1);
        if (simple.equals("Promise")) {
            return "promise"; // it makes itself
        }
        return WORDS.contains(simple) ? "words" : FACE.contains(simple) ? "face" : "contract";
    }

    private static String outer(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
