package pykka.bench.contender;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All contenders, by name. */
public final class Contenders {
    /** The runtime that one gets without a choice. */
    public static final String DEFAULT = "pooled";
    /** Our runtimes, at their defaults. */
    public static final List<String> OURS = List.of(DEFAULT, "threading", "virtual");
    /** Libraries that one would take instead. */
    public static final List<String> PEERS = List.of("pekko-classic", "pekko-tuned", "pekko-typed", "jetlang-pool",
            "jetlang-thread", "vertx", "fibry-vt", "pojo-actor", "gpars");
    /** What one writes with the JDK alone. */
    public static final List<String> BY_HAND = List.of("hand-thread", "hand-vthread", "hand-serial");

    private Contenders() {}

    /** Names of all. */
    public static List<String> all() {
        return Stream.of(OURS, PEERS, BY_HAND).flatMap(List::stream).toList();
    }

    /**
     * Makes one ready.
     *
     * @throws IllegalArgumentException for an unknown name
     * @throws RuntimeException or LinkageError if this JVM has not what it needs
     */
    public static Contender open(String name) {
        return switch (name) {
            case "threading", "virtual", "pooled" -> new Ours(name);
            case "pekko-classic" -> new PekkoClassic(false);
            case "pekko-tuned" -> new PekkoClassic(true);
            case "pekko-typed" -> new PekkoTyped();
            case "jetlang-pool" -> new Jetlang(true);
            case "jetlang-thread" -> new Jetlang(false);
            case "vertx" -> new VertxBus();
            case "fibry-vt" -> new Fibry();
            case "pojo-actor" -> new PojoActor();
            case "gpars" -> new Gpars();
            case "hand-thread" -> new HandThread(false);
            case "hand-vthread" -> new HandThread(true);
            case "hand-serial" -> new HandSerial();
            default -> throw new IllegalArgumentException("There is no contender '" + name + "', but: " + all());
        };
    }

    /** Why this JVM cannot run one, or nothing. */
    public static Optional<String> unavailable(String name) {
        try {
            open(name).close();
            return Optional.empty();
        } catch (IllegalStateException | UnsupportedOperationException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of(cause.toString());
        }
    }

    /** Whether an actor may wait for another one's reply: an event loop must not. */
    public static boolean mayBlock(String name) {
        return !name.equals("vertx");
    }

    /** Whether each actor has a platform thread, so that there cannot be very many. */
    public static boolean takesThreads(String name) {
        return List.of("threading", "jetlang-thread", "hand-thread").contains(name);
    }
}
