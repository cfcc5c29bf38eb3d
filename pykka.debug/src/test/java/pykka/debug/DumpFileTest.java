package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Rule S10 of the project's list of security. Its limit of size is that of any dump: DumpSizeTest. */
@Timeout(60)
class DumpFileTest {
    @TempDir
    Path directory;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void ruleS10DumpIsANewFileInTheDirectoryThatIsGiven() throws IOException {
        Path file = ThreadTracebacks.writeFile(directory);
        Path other = ThreadTracebacks.writeFile(directory);
        assertEquals(directory, file.getParent());
        assertNotEquals(file, other);
        assertTrue(file.getFileName().toString().startsWith("pykka-" + ProcessHandle.current().pid() + "-"), file::toString);
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("Current state of main (ident: ")), lines::toString);
        assertEquals("0 actors", lines.get(lines.size() - 1));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ruleS10NobodyElseMayReadADump() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ThreadTracebacks.writeFile(directory))));
    }

    @Test
    void ruleS10ThereIsNoDirectoryMade() throws IOException {
        assertThrows(NoSuchFileException.class, () -> ThreadTracebacks.writeFile(directory.resolve("none")));
        assertEquals(List.of(), files());
    }

    @Test
    void ruleS10NothingIsOverwritten() throws IOException {
        Path file = Files.writeString(directory.resolve("there"), "before");
        assertThrows(FileAlreadyExistsException.class, () -> ThreadTracebacks.create(directory, "there"));
        assertEquals("before", Files.readString(file));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ruleS10NoLinkIsFollowed() throws IOException {
        Path target = directory.resolve("target");
        Files.createSymbolicLink(directory.resolve("link"), target);
        assertThrows(FileAlreadyExistsException.class, () -> ThreadTracebacks.create(directory, "link"));
        assertFalse(Files.exists(target));
    }

    @Test
    void whileADumpIsUnderWayNoFileIsLeft() throws IOException {
        boolean[] refused = {false};
        assertTrue(ThreadTracebacks.write(new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) {
                assertThrows(IllegalStateException.class, () -> ThreadTracebacks.writeFile(directory));
                refused[0] = true;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        }));
        assertTrue(refused[0]);
        assertEquals(List.of(), files());
    }
}
