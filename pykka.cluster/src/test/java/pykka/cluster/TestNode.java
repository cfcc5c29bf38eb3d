package pykka.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorRef;

/**
 * A node in a JVM of its own, which publishes an actor under the name echo. It counts how often it has handled each number in a
 * file. Arguments: the port of the test's node, the detection time in milliseconds, the file or {@code -}, and perhaps a key
 * store.
 */
final class TestNode {
    static final String PASSWORD = "changeit";
    static final int NUMBERS = 100_000;

    private TestNode() {}

    public static void main(String[] args) throws Exception {
        ClusterOptions options = options(Duration.ofMillis(Long.parseLong(args[1])), args.length > 3 ? Path.of(args[3]) : null)
                .members("127.0.0.1:" + args[0]);
        try (Cluster cluster = Cluster.join(options)) {
            Marks marks = args[2].equals("-") ? null : new Marks(Path.of(args[2]), NUMBERS);
            ActorRef<Echo> echo = Actor.start(() -> new Echo(marks));
            cluster.publish("echo", echo);
            cluster.onChange(() -> System.out.println("sees " + cluster.nodes().size()));
            System.out.println("ready " + cluster.self().name());
            System.out.println("sees " + cluster.nodes().size());
            new CountDownLatch(1).await();
        }
    }

    static ClusterOptions options(Duration detection, @Nullable Path key) {
        ClusterOptions options = ClusterOptions.named("faults").bind("127.0.0.1", 0).allow("pykka.cluster.Numbered", "com.acme.")
                .detection(detection);
        return key == null ? options : options.tls(ClusterTls.of(key, PASSWORD.toCharArray()));
    }

    /** Answers with what it was asked; a record by its text. */
    static final class Echo extends Actor {
        private final @Nullable Marks marks;
        private long handled;

        Echo(@Nullable Marks marks) {
            this.marks = marks;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            if ("handled".equals(message)) {
                return handled;
            }
            handled++;
            if (message instanceof Numbered numbered) {
                if (marks != null) {
                    marks.add(numbered.number());
                }
                return numbered.number();
            }
            return message instanceof Record ? message.toString() : message instanceof byte[] bytes ? bytes.length : message;
        }
    }
}
