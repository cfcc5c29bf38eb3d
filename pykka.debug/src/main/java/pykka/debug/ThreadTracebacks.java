package pykka.debug;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What all threads do at the moment, with the actors that they run: the original's {@code pykka.debug.log_thread_tracebacks}. A
 * dump has a record for each deadlock, then one for each platform thread, one for each actor that is busy elsewhere, as on a
 * virtual thread, of which the 1,000 that have waited longest are shown, and one with the numbers of all actors. A record of a
 * thread names the lock and the actor that it waits for, and the monitors that it holds. What is beyond 11 MB, some 8,000
 * threads, is left out and counted. It never contains the content of messages.
 *
 * <p>Any thread may call, signal handlers too. One dump is made at a time: while one is under way, a second one is not begun.
 */
public final class ThreadTracebacks {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private ThreadTracebacks() {}

    /**
     * Logs a dump to the logger {@code pykka}: each record at ERROR, with the marker {@code CRITICAL}. Never throws, whatever the
     * back end does and however little memory there is.
     *
     * @return true; false if ERROR is not logged, if another dump is under way, or if this one could not be finished
     */
    public static boolean log() {
        try {
            return Log.isCriticalWanted() && Dump.write(Log::critical, true);
        } catch (Throwable e) {
            return false; // for want of memory, most likely: it must not become the caller's trouble
        }
    }

    /**
     * Writes a dump.
     *
     * @param to gets the records, each ended by a line feed
     * @return true; false if another dump is under way, then nothing is written
     * @throws IOException if thrown by {@code to}
     */
    public static boolean write(Appendable to) throws IOException {
        Objects.requireNonNull(to, "to");
        return Dump.write(text -> to.append(text).append('\n'), true);
    }

    /**
     * Writes a dump to a new file, in UTF-8, which only the user of this process may read. Nothing is overwritten, and no
     * symbolic link is followed.
     *
     * @param directory where to put it; must exist
     * @return the file, with a name that cannot be guessed
     * @throws IOException if it cannot be written; what was written is deleted
     * @throws IllegalStateException if another dump is under way
     */
    public static Path writeFile(Path directory) throws IOException {
        return create(directory, "pykka-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".txt");
    }

    static Path create(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        SeekableByteChannel channel = Files.newByteChannel(file, NEW, ownerOnly());
        boolean done = false;
        try (Writer writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
            if (!write(writer)) {
                throw new IllegalStateException("Another dump is under way");
            }
            done = true;
        } finally {
            if (!done) {
                Files.delete(file);
            }
        }
        return file;
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
