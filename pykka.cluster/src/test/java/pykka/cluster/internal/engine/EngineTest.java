package pykka.cluster.internal.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pykka.childjvm.Child;

/** Nodes of real JVMs on loopback. */
class EngineTest extends EngineCase {
    private JGroupsEngine engine;

    @BeforeEach
    void joinAsTheFirstNode() {
        nodes = new TestNodes(DETECTION, null);
        engine = nodes.here("here", recorder);
    }

    @Test
    void nodeThatJoinsAndLeavesIsToldOnBothSides() throws Exception {
        Child other = nodes.apart("other", "leave");
        other.await("ready");
        assertEquals(List.of("here"), other.end().expect(0).all("joined "));
        await().until(() -> recorder.events.equals(List.of("+other", "-other")));
    }

    @Test
    void nodeWithoutANameIsCalledByHostAndPortByItselfAndByOthers() {
        JGroupsEngine other = nodes.here(null, new Recorder());
        await().until(() -> recorder.events.equals(List.of("+127.0.0.1:" + TestNodes.port(other))));
        assertEquals("127.0.0.1:" + TestNodes.port(other), other.name());
    }

    @Test
    void messagesOfANodeAreReceivedInTheirOrder() throws Exception {
        nodes.apart("other", "send").await("sent");
        await().atMost(Duration.ofSeconds(60)).until(() -> recorder.received.get() >= 100_000);
    }

    @Test
    void messageThatIsLongerThanWhatMayBeOnTheWayArrives() throws Exception {
        Recorder receiver = new Recorder();
        nodes.here("receiver", receiver);
        await().until(() -> recorder.nodes.size() == 1);
        byte[] bytes = new byte[20 << 20];
        engine.send(recorder.nodes.get(0), bytes, 0, bytes.length);
        await().until(() -> receiver.received.get() == 1);
        assertEquals(List.of(), receiver.faults);
    }

    @Test
    void killedNodeIsToldWithinTwoSeconds() throws Exception {
        Child other = nodes.apart("other", "send");
        other.await("ready 1");
        await().until(() -> recorder.received.get() > 1_000);
        other.signal("KILL");
        await().atMost(Duration.ofSeconds(2)).until(() -> recorder.events.contains("-other"));
    }

    @Test
    void frozenNodeLeavesWithinTheDetectionTimeAndJoinsAgain() throws Exception {
        Child other = nodes.apart("other", "stay");
        other.await("ready 1");
        other.signal("STOP");
        await().atMost(DETECTION).until(() -> recorder.events.contains("-other"));
        other.signal("CONT");
        await().atMost(Duration.ofSeconds(30)).until(() -> recorder.events.equals(List.of("+other", "-other", "+other")));
        other.await("left");
        await().until(() -> other.lines().stream().filter(line -> line.equals("joined here")).count() == 2);
    }

    @Test
    void bothSidesOfAPartitionSeeTheOtherLeaveAndJoinAgain() throws Exception {
        Recorder second = new Recorder();
        JGroupsEngine other = nodes.here("other", second);
        await().until(() -> recorder.events.equals(List.of("+other")) && second.events.equals(List.of("+here")));
        Walls walls = new Walls();
        walls.add(engine);
        walls.add(other);
        walls.cut(true);
        await().atMost(DETECTION).until(() -> recorder.nodes.isEmpty() && second.nodes.isEmpty());
        walls.cut(false);
        await().atMost(Duration.ofSeconds(30)).until(() -> recorder.nodes.size() == 1 && second.nodes.size() == 1);
        assertEquals(List.of("+other", "-other", "+other"), recorder.events);
        assertEquals(List.of("+here", "-here", "+here"), second.events);
        engine.send(recorder.nodes.get(0), new byte[8], 0, 8);
        await().until(() -> second.received.get() == 1);
        assertEquals(List.of(), second.faults);
    }
}
