package pykka.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pykka.childjvm.ChildJvm;
import pykka.childjvm.Ended;

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
        Ended shell = ChildJvm.tool("jshell").with("--class-path", System.getProperty("java.class.path"), "-").input(input).apart()
                .within(Duration.ofMinutes(2)).run();
        assertEquals("Hi there! 21", shell.text().strip(), shell::toString); // problems would be there, too
    }
}
