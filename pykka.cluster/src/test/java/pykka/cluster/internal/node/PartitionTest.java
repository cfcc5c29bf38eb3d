package pykka.cluster.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.cluster.internal.node.Nodes.eventually;
import static pykka.cluster.internal.node.Nodes.find;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.cluster.ClusterOptions;
import pykka.cluster.internal.engine.Walls;
import pykka.tck.support.Limit;

/** Two nodes, connected by the real engine, of which neither hears the other for some time. */
class PartitionTest {
    private static final Duration DETECTION = Duration.ofSeconds(4);

    private final Walls walls = new Walls();
    private final Queue<Object> told = new ConcurrentLinkedQueue<>();
    private Node here;
    private Node there;

    private final class Listed extends Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            told.add(String.valueOf(message));
            return message;
        }
    }

    private Node join(String... members) {
        return Node.join(ClusterOptions.named("partition").bind("127.0.0.1", 0).detection(DETECTION).members(members), walls::join);
    }

    @AfterEach
    void close() {
        walls.cut(false);
        here.close();
        there.close();
        ActorRegistry.stopAll(Duration.ofSeconds(10));
    }

    @Test
    void eachSideSeesTheOtherLeaveAndBothAreFoundAfterTheMerge() {
        here = join();
        there = join(here.self().name());
        ActorRef<Listed> first = Actor.start(Listed::new);
        ActorRef<Listed> second = Actor.start(Listed::new);
        there.publish("only there", second, List.of());
        ActorRef<Object> far = find(here, "only there");
        here.publish("both", first, List.of());
        there.publish("both", second, List.of());
        eventually(() -> here.find("both").size() == 2 && there.find("both").size() == 2);
        assertEquals("hello", far.ask("hello"));

        Limit limit = Limit.of(DETECTION);
        walls.cut(true);
        List<Future<Object>> asks = IntStream.range(0, 100).mapToObj(far::askAsync).toList();
        for (Future<Object> ask : asks) {
            assertThrows(ActorDeadException.class, () -> ask.get(Duration.ofSeconds(60)));
        }
        assertFalse(limit.isOver());
        eventually(() -> there.nodes().size() == 1 && here.nodes().size() == 1);
        assertEquals(List.of(first), here.find("both"));
        assertEquals(List.of(second), there.find("both"));

        walls.cut(false);
        eventually(() -> here.find("both").size() == 2 && there.find("both").size() == 2);
        assertEquals("again", find(here, "only there").ask("again"));
        assertThrows(ActorDeadException.class, () -> far.ask("old"));
        assertTrue(told.stream().distinct().count() == told.size(), () -> "handled twice: " + told);
    }
}
