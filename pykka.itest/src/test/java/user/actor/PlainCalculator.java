package user.actor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pykka.api.Actor;
import pykka.api.Traversable;

/** Says nothing about lookups. */
public class PlainCalculator extends Actor {
    private final List<String> lines = new ArrayList<>();
    public Integer lastResult = 0;
    @Traversable
    public final Speaker playback = new Speaker();
    /** A type of the JDK. */
    @Traversable
    public final List<String> tags = List.of("plain");

    public int add(int a, int b) {
        lastResult = a + b;
        return a + b;
    }

    public String add(String a, String b) {
        return a + b;
    }

    public void log(String line) {
        lines.add(line);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public int fail() throws IOException {
        throw new IOException("as it is");
    }
}
