package pykka.cluster.internal.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A node in a JVM of its own: name, port of the test's node, detection time in milliseconds, what it does, its key and
 * whom it trusts if not itself. Prints what it is told.
 */
final class EngineNode {
    private EngineNode() {}

    public static void main(String[] args) throws Exception {
        Recorder recorder = new Recorder() {
            @Override
            public void joined(String node, String name) {
                super.joined(node, name);
                System.out.println("joined " + name);
            }

            @Override
            public void left(String node) {
                String name = name(node);
                super.left(node);
                System.out.println("left " + name);
            }
        };
        int port = Integer.parseInt(args[1]);
        EngineOptions options = TestNodes.options(args[0], 0, port, Duration.ofMillis(Long.parseLong(args[2])),
                args.length > 4 ? TestKeys.context(args[4], args[args.length - 1]) : null);
        JGroupsEngine engine = JGroupsEngine.join(options, recorder);
        System.out.println("port " + TestNodes.port(engine));
        System.out.println("ready " + recorder.nodes.size());
        switch (args[3]) {
            case "stay" -> new CountDownLatch(1).await();
            case "leave" -> engine.close();
            case "send" -> {
                for (long i = 0; !recorder.nodes.isEmpty(); i++) {
                    engine.send(recorder.nodes.get(0), ByteBuffer.allocate(100).putLong(i).array(), 0, 100);
                    if (i == 99_999) {
                        System.out.println("sent");
                    }
                }
            }
            default -> throw new IllegalArgumentException(args[3]);
        }
    }
}
