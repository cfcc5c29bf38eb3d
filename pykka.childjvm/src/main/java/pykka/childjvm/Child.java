package pykka.childjvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process that was started. To close it kills it, and what it has started, unless they have ended. Its outputs go to files: it
 * never waits for a reader, and what it printed before its end is there after it.
 */
public final class Child implements AutoCloseable {
    private final String command;
    private final Duration limit;
    private final Path out;
    private final Path err;
    private final long begin = System.nanoTime();
    private final Process process;

    Child(ProcessBuilder builder, boolean apart, Duration limit) throws IOException {
        command = String.join(" ", builder.command());
        this.limit = limit;
        out = Files.createTempFile("pykka", ".out");
        err = apart ? Files.createTempFile("pykka", ".err") : out;
        builder.redirectOutput(out.toFile());
        if (apart) {
            builder.redirectError(err.toFile());
        } else {
            builder.redirectErrorStream(true);
        }
        process = builder.start();
        process.getOutputStream().close();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far, in whole lines. */
    public List<String> lines() {
        return lines(out);
    }

    /** What it has printed on its standard error so far, in whole lines, if that is kept apart. */
    public List<String> errors() {
        return out.equals(err) ? List.of() : lines(err);
    }

    private List<String> lines(Path file) {
        boolean ended = !process.isAlive(); // asked before the file is read: the last line may have no end
        String text = read(file);
        return text.substring(0, ended ? text.length() : text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** As far as it can be decoded: the file may end within a character. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), Charset.defaultCharset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it has printed a line that begins like this, and returns the rest of the first one. Fails if it ends without
     * one.
     */
    public String await(String beginning) {
        try {
            Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).atMost(limit).until(() -> {
                boolean ended = !process.isAlive();
                return ended || !rests(beginning).isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            throw stuck("no line '" + beginning + "'", limit);
        }
        return rests(beginning).stream().findFirst()
                .orElseThrow(() -> new AssertionError("ended without a line '" + beginning + "': " + this));
    }

    private List<String> rests(String beginning) {
        return Stream.of(lines(), errors()).flatMap(List::stream).filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip()).toList();
    }

    /** Sends it a signal, by its name without SIG. */
    public void signal(String name) throws IOException, InterruptedException {
        ChildJvm.program("kill").with("-" + name, Long.toString(pid())).run().expect(0);
    }

    /** Asks it to end, as the signal TERM does. */
    public void destroy() {
        process.destroy();
    }

    /** Waits for its end. Fails if its limit of time is over before, with the stacks of its threads. */
    public Ended end() throws InterruptedException {
        return end(limit);
    }

    Ended end(Duration most) throws InterruptedException {
        if (!process.waitFor(most.toNanos(), TimeUnit.NANOSECONDS)) {
            throw stuck("no end", most);
        }
        long atMillis = System.currentTimeMillis();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new Ended(command, process.exitValue(), lines(), errors(), took, atMillis);
    }

    private AssertionError stuck(String what, Duration most) {
        StringBuilder text = new StringBuilder(what + " within " + most + ": " + this);
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).forEach(one -> text.append('\n').append(stacks(one.pid())));
        return new AssertionError(text);
    }

    /** Or why there are none, as of a process that is no JVM. */
    private static String stacks(long pid) {
        try (Child jcmd = ChildJvm.tool("jcmd").with(Long.toString(pid), "Thread.print").start()) {
            jcmd.process.waitFor(10, TimeUnit.SECONDS);
            return String.join("\n", jcmd.lines());
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command and all that it has printed. */
    @Override
    public String toString() {
        return command + "\n" + read(out) + (out.equals(err) ? "" : read(err));
    }
}
