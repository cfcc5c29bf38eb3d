package pykka.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.cluster.FaultyNodes.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pykka.childjvm.Child;
import pykka.cluster.internal.engine.NodeJvm;

/**
 * Three to five nodes, JVMs each, that tell and ask each other while some of them join, leave, are killed, or are frozen for
 * longer than the detection time, at random. All asks end, no message is handled twice or out of order, and of the messages
 * that a node has told
 *
 * <pre>arrived <= accepted <= arrived + lost</pre>
 *
 * <p>where those are handled that have arrived at a node that was not killed. It takes ten seconds; with
 * {@code -Dpykka.cluster.minutes=5} as many minutes, and more than 1,000,000 messages.
 */
class ClusterSoakTest {
    private static final Duration DETECTION = Duration.ofSeconds(2);
    private static final int MINUTES = Integer.getInteger("pykka.cluster.minutes", 0);

    private final FaultyNodes nodes = new FaultyNodes(DETECTION, null, options -> SoakNode.options(DETECTION));
    private final Random random = new Random();
    private final List<Node> all = new ArrayList<>();
    private final List<Node> running = new ArrayList<>();

    @TempDir
    private Path directory;

    private record Node(Child child, Marks marks) {
        boolean isDone() {
            return child.lines().contains("done");
        }
    }

    @AfterEach
    void closeAllNodes() {
        nodes.close();
    }

    @Test
    void nothingIsLostSilentlyWhileNodesComeAndGo() throws Exception {
        long end = System.nanoTime() + (MINUTES == 0 ? Duration.ofSeconds(10) : Duration.ofMinutes(MINUTES)).toNanos();
        for (int i = 0; i < 3; i++) {
            start();
        }
        int kills = 0;
        do {
            long before = count(all, SoakNode.ACCEPTED);
            long more = 1_000 + random.nextInt(10_000);
            eventually(() -> count(all, SoakNode.ACCEPTED) >= before + more);
            Node one = running.get(random.nextInt(running.size()));
            int chance = kills == 0 ? 0 : random.nextInt(4);
            if (chance == 0) {
                one.child.signal("KILL");
                running.remove(one);
                kills++;
            } else if (chance == 1) {
                leave(one);
            } else if (chance == 2) {
                freeze(one);
            }
            while (running.size() < 3 || running.size() < 5 && random.nextBoolean()) {
                start();
            }
        } while (System.nanoTime() < end);
        for (Node one : List.copyOf(running)) {
            leave(one);
        }
        assertConserved();
    }

    private void start() throws Exception {
        Path file = directory.resolve("node" + all.size());
        Marks marks = new Marks(file, SoakNode.SIZE);
        Node node = new Node(nodes.start(SoakNode.class, NodeJvm.classPath(), file, all.size()), marks);
        all.add(node);
        running.add(node);
        node.child.await("ready");
    }

    private void leave(Node one) throws Exception {
        one.child.signal("TERM");
        one.child.await("done");
        running.remove(one);
    }

    private void freeze(Node one) throws Exception {
        int before = nodes.here.nodes().size();
        one.child.signal("STOP");
        eventually(() -> nodes.here.nodes().size() < before);
        one.child.signal("CONT");
    }

    private static long count(List<Node> nodes, int place) {
        return nodes.stream().mapToLong(node -> node.marks.get(place)).sum();
    }

    private void assertConserved() {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Marks marks = all.get(i).marks;
            boolean done = all.get(i).isDone();
            long arrived = count(all, SoakNode.ARRIVED + i);
            long accepted = marks.get(SoakNode.ACCEPTED);
            long lost = marks.get(SoakNode.LOST);
            // a node may be killed before it has counted what it has sent
            if (arrived > (done ? accepted : marks.get(SoakNode.TOLD)) || done && accepted > arrived + lost) {
                faults.add("node " + i + " has told " + accepted + ", arrived " + arrived + ", lost " + lost);
            }
            if (done && marks.get(SoakNode.ASKED) != marks.get(SoakNode.ANSWERED) + marks.get(SoakNode.FAILED)) {
                faults.add("node " + i + " has asked " + marks.get(SoakNode.ASKED) + ", answered " + marks.get(SoakNode.ANSWERED)
                        + ", failed " + marks.get(SoakNode.FAILED));
            }
            long come = 0;
            long handled = 0;
            for (int from = 0; from < all.size(); from++) {
                come += marks.get(SoakNode.ARRIVED + from);
                handled += marks.get(SoakNode.HANDLED + from);
            }
            if (handled > come || done && come > handled + marks.get(SoakNode.REFUSED)) {
                faults.add("at node " + i + " have arrived " + come + ", handled " + handled + ", refused " + marks.get(SoakNode.REFUSED));
            }
            all.get(i).child.lines().stream().filter(line -> line.startsWith("fault")).forEach(faults::add);
        }
        assertEquals(List.of(), faults);
        assertEquals(0, count(all, SoakNode.FAULTS));
        assertTrue(count(all, SoakNode.ANSWERED) > 0 && count(all, SoakNode.ACCEPTED) > 0);
        System.out.println(all.size() + " nodes told " + count(all, SoakNode.ACCEPTED) + ", lost " + count(all, SoakNode.LOST) + ", asked "
                + count(all, SoakNode.ASKED) + ", failed " + count(all, SoakNode.FAILED));
    }
}
