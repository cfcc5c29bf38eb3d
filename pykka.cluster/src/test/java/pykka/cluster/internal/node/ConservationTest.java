package pykka.cluster.internal.node;

import static pykka.cluster.internal.node.Nodes.eventually;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is promised of messages, whatever happens to the nodes, which are of one JVM: each ask ends; no message is handled twice,
 * or before one that its sender has sent before it; and of the messages that were told
 *
 * <pre>handled + dropped + refused <= accepted <= handled + dropped + refused + lost</pre>
 *
 * <p>where those are dropped that were in the inbox of an actor when it ended. The normal build tries some seeds;
 * {@code -Dpykka.cluster.seeds=1000} more, {@code -Dpykka.tck.seed=...} begins with a certain one. Threads take turns as they
 * like, so a seed that has failed may have to be tried some times.
 */
class ConservationTest {
    private static final int SEEDS = Integer.getInteger("pykka.cluster.seeds", 20);
    private static final long FIRST = Long.getLong("pykka.tck.seed", new Random().nextInt(1_000_000_000));

    @Test
    void whatIsSentIsHandledOnceOrItsSenderCanKnow() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            List<WeakReference<Node>> nodes = play(seed);
            eventually(() -> {
                System.gc();
                return nodes.stream().allMatch(node -> node.get() == null);
            });
        }
        eventually(() -> threads().equals(List.of()));
    }

    private static List<WeakReference<Node>> play(long seed) {
        RandomNodes nodes = new RandomNodes(seed, seed % 5 == 0);
        try {
            for (int i = 0; i < 60; i++) {
                nodes.step();
            }
            nodes.settle();
            return nodes.close();
        } catch (Throwable e) {
            nodes.abandon();
            throw new AssertionError("-Dpykka.tck.seed=" + seed + ": " + nodes, e);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("pykka-cluster-test-") || name.startsWith("sends-") || name.startsWith("loop-"))
                .collect(Collectors.toList());
    }
}
