package pykka.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Numbers in a mapped file: what a process has counted is there after it was killed. One thread at a time writes each number. */
final class Marks {
    private final MappedByteBuffer numbers;

    /** Makes the file, or opens that of another process. */
    Marks(Path file, int size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            numbers = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long get(int place) {
        return numbers.getLong(8 * place);
    }

    void set(int place, long value) {
        numbers.putLong(8 * place, value);
    }

    void add(int place) {
        set(place, get(place) + 1);
    }
}
