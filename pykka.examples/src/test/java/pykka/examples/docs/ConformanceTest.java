package pykka.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** docs/conformance.md has a row for each test of the original, and the tests that it names are there. */
class ConformanceTest {
    private static final Path PAGE = Page.ROOT.resolve("docs/conformance.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (.*) \\| (.*) \\|");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Contract|Test))\\.(\\w+)`");
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest");

    private static List<MatchResult> rows() throws IOException {
        return Files.readAllLines(PAGE).stream().map(ROW::matcher).filter(Matcher::matches).map(Matcher::toMatchResult).toList();
    }

    @Test
    void eachTestOfTheOriginalHasOneRow() throws IOException {
        assertEquals(IntStream.rangeClosed(1, 144).boxed().toList(),
                rows().stream().map(row -> Integer.valueOf(row.group(1))).toList());
    }

    @Test
    void eachRowNamesATestOrSaysWhyThereIsNone() throws IOException {
        List<String> silent = rows().stream()
                .filter(row -> !NAMED.matcher(row.group(2)).find() && !row.group(3).startsWith("Does not apply"))
                .map(MatchResult::group).toList();

        assertEquals(List.of(), silent);
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        TreeMap<String, TreeSet<String>> named = new TreeMap<>();
        NAMED.matcher(Files.readString(PAGE)).results()
                .forEach(test -> named.computeIfAbsent(test.group(1), name -> new TreeSet<>()).add(test.group(2)));

        List<String> missing = new ArrayList<>();
        for (String type : named.keySet()) {
            Set<String> there = tests(type);
            named.get(type).stream().filter(test -> !there.contains(test)).forEach(test -> missing.add(type + "." + test));
        }

        assertEquals(List.of(), missing);
    }

    /** The names of the tests in a class, found in the sources of all modules. */
    private static Set<String> tests(String type) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Page.ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> all = Files.walk(sources)) {
                    all.filter(file -> file.endsWith(type + ".java")).forEach(files::add);
                }
            }
        }
        Set<String> tests = new TreeSet<>();
        for (Path file : files) {
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null,
                    List.of(new Translation.Source(type, Files.readString(file))));
            for (CompilationUnitTree unit : task.parse()) {
                unit.getTypeDecls().stream().filter(tree -> tree instanceof ClassTree declared
                        && declared.getSimpleName().contentEquals(type)).forEach(tree -> addTests((ClassTree) tree, tests));
            }
        }
        return tests;
    }

    private static void addTests(ClassTree type, Set<String> to) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation -> TESTS.contains(annotation.getAnnotationType().toString()))) {
                to.add(method.getName().toString());
            }
        }
    }
}
