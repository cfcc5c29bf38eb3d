package pykka.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.ActorRegistry;

/**
 * README.md and docs/: their Java blocks compile, run, and do what their comments say. Those of the pages that the property {@code
 * pykka.docs.leftOut} lists are left out.
 */
@Timeout(60)
class DocsTest {
    private static final PrintStream OUT = System.out;
    private static final List<String> LEFT_OUT = List.of(System.getProperty("pykka.docs.leftOut", "").split(","));

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    static List<Page> pagesWithCode() throws IOException {
        return Page.all().stream().filter(page -> !LEFT_OUT.contains(page.toString()))
                .filter(page -> page.blocks().stream().anyMatch(block -> block.file().isEmpty())).toList();
    }

    @BeforeEach
    void beQuiet() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        LogManager.getLogManager().reset();
    }

    @AfterEach
    void cleanUp() throws IOException {
        ActorRegistry.stopAll(Duration.ofSeconds(5));
        System.setOut(OUT);
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void readmeAndQuickstartHaveCode() throws IOException {
        List<String> names = pagesWithCode().stream().map(Page::toString).toList();

        assertTrue(names.containsAll(List.of("README.md", "docs/quickstart.md")), names::toString);
    }

    @ParameterizedTest
    @MethodSource("pagesWithCode")
    void javaBlocksRunAsTheirCommentsSay(Page page, @TempDir Path classes) throws Throwable {
        compile(Translation.of(page), classes);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            loader.loadClass(Translation.NAME).getMethod(Translation.RUN).invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof AssertionError failed ? failed : new AssertionError(Claims.where(), e.getCause());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void filesAreShownAsTheyAre(Page page) throws IOException {
        for (Page.Block block : page.blocks()) {
            if (!block.file().isEmpty()) {
                String file = Files.readString(Page.ROOT.resolve(block.file()));
                assertTrue(flat(file).contains(flat(block.code())), () -> page + ":" + block.line() + " is not in " + block.file());
            }
        }
    }

    /** Of a part of a method, the indentation is left out. */
    private static String flat(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static void compile(String source, Path classes) {
        List<Diagnostic<? extends JavaFileObject>> problems = new ArrayList<>();
        boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(null, null, problems::add,
                List.of("-proc:none", "-parameters", "-Xlint:all", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                null, List.of(new Translation.Source(Translation.NAME, source))).call();
        assertTrue(compiled && problems.isEmpty(), () -> problems + "\n" + source);
    }
}
