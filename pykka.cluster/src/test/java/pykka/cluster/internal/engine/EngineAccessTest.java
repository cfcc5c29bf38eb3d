package pykka.cluster.internal.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;

/** Who can join, and through which door. */
class EngineAccessTest extends EngineCase {
    /** With a key; only who has the same one is trusted. */
    private void joinAsTheFirstNode(Path key) throws Exception {
        nodes = new TestNodes(DETECTION, key == null ? null : TestKeys.context(key.toString(), key.toString()));
        nodes.here("here", recorder);
    }

    /** Others can come and go, and are the only ones that came. */
    private void assertThatTheNodeLivesOn(String... key) throws Exception {
        Child friend = nodes.apart("friend", "stay", key);
        friend.await("ready 1");
        friend.signal("KILL");
        await().atMost(Duration.ofSeconds(2)).until(() -> recorder.events.equals(List.of("+friend", "-friend")));
    }

    @Test
    void nodesWithCertificatesOfEachOtherJoin() throws Exception {
        Path key = TestKeys.make(directory, "ours");
        joinAsTheFirstNode(key);
        assertThatTheNodeLivesOn(key.toString());
    }

    @Test
    void nodeWithACertificateThatIsNotTrustedIsShutOut() throws Exception {
        Path key = TestKeys.make(directory, "ours");
        joinAsTheFirstNode(key);
        nodes.apart("stranger", "stay", TestKeys.make(directory, "theirs").toString()).await("ready 0");
        assertThatTheNodeLivesOn(key.toString());
    }

    @Test
    void nodeThatTrustsTheOthersButIsNotTrustedIsShutOut() throws Exception {
        Path key = TestKeys.make(directory, "ours");
        joinAsTheFirstNode(key);
        nodes.apart("stranger", "stay", TestKeys.make(directory, "theirs").toString(), key.toString()).await("ready 0");
        assertThatTheNodeLivesOn(key.toString());
    }

    @Test
    void nodeWithoutTlsIsShutOut() throws Exception {
        Path key = TestKeys.make(directory, "ours");
        joinAsTheFirstNode(key);
        nodes.apart("stranger", "stay").await("ready 0");
        assertThatTheNodeLivesOn(key.toString());
    }

    @Test
    void randomBytesAreRefused() throws Exception {
        joinAsTheFirstNode(null);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[1 + i * 10];
            new Random(i).nextBytes(bytes);
            if (i % 2 == 0) {
                // as far as the version it is right
                System.arraycopy(new byte[] {'b', 'e', 'l', 'a'}, 0, bytes, 0, Math.min(4, bytes.length));
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), nodes.port())) {
                socket.getOutputStream().write(bytes);
            }
        }
        assertThatTheNodeLivesOn();
    }

    @Test
    void connectionsThatSayNothingDoNotKeepOthersOut() throws Exception {
        joinAsTheFirstNode(null);
        Socket[] silent = new Socket[10];
        for (int i = 0; i < silent.length; i++) {
            silent[i] = new Socket(InetAddress.getLoopbackAddress(), nodes.port());
        }
        assertThatTheNodeLivesOn();
        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void nothingIsListenedOnButTheAddressAndPortOfTheOptions() throws Exception {
        joinAsTheFirstNode(null);
        Child other = nodes.apart("other", "stay");
        other.await("ready 1");
        List<String> listening = ChildJvm.program("ss").with("-Hlntup").run().expect(0).lines().stream()
                .filter(line -> line.contains("pid=" + other.pid() + ",")).map(line -> line.split("\\s+")[4]).toList();
        assertEquals(List.of("127.0.0.1:" + other.await("port ")), listening.stream().map(s -> s.replace("[::ffff:127.0.0.1]", "127.0.0.1"))
                .toList());
    }
}
