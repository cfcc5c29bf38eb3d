package pykka.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who tries Pykka types the code of README.md into a jshell. */
class ShellTest {
    @TempDir
    Path directory;

    @Test
    void readmeRunsInAShell() throws Exception {
        Path readme = Page.ROOT.resolve("README.md");
        String code = new Page(readme, Files.readAllLines(readme)).blocks().stream().filter(block -> block.file().isEmpty())
                .map(Page.Block::code).collect(Collectors.joining());
        Path input = Files.writeString(directory.resolve("input"),
                code + "System.out.println(answer + \" \" + counter.total().get());\n/exit\n");
        Path output = directory.resolve("output");
        Process shell = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                "--class-path", System.getProperty("java.class.path"), "-").redirectInput(input.toFile())
                .redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertTrue(shell.waitFor(2, TimeUnit.MINUTES), "it hangs");
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        assertEquals("Hi there! 21", Files.readString(output).strip()); // problems would be there, too
    }
}
