package pykka.cluster.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.cluster.internal.node.Nodes.eventually;
import static pykka.cluster.internal.node.Nodes.find;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorFunction;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorMemberException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorStopped;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Registration;
import pykka.api.messages.ProxyCall;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterOptions;

/** What two and three nodes in one JVM do for each other. */
class NodeTest {
    private Nodes nodes = new Nodes();

    @AfterEach
    void close() {
        nodes.close();
        ActorRegistry.stopAll(Duration.ofSeconds(10));
    }

    /** The interface that is published. */
    public interface Greeting {
        Future<String> greet(String name);

        CompletionStage<String> later(String name);

        CompletableFuture<Integer> size(List<String> names, int more);

        void note(Object message);

        Future<Object> never();

        default Future<String> greetAll() {
            return greet("all");
        }
    }

    /** Not published. */
    public interface Other {
        Future<String> greet(String name);
    }

    /** What answers. */
    public static class Greeter extends Actor {
        final Queue<Object> told = new ConcurrentLinkedQueue<>();
        final CountDownLatch gate = new CountDownLatch(1);
        @Nullable ActorRef<?> kept;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
            if (message instanceof String text) {
                switch (text) {
                    case "fail" -> throw new IllegalStateException("broken");
                    case "wait" -> gate.await();
                    case "me" -> {
                        return actorRef();
                    }
                    case "unsendable" -> {
                        return new Thread();
                    }
                    default -> { }
                }
            }
            if (message instanceof ActorRef<?> ref) {
                kept = ref;
                return ref;
            }
            told.add(message == null ? "null" : message);
            return message;
        }

        public String greet(String name) {
            return "hello " + name;
        }

        public CompletableFuture<String> later(String name) {
            return CompletableFuture.completedFuture("later " + name);
        }

        public int size(List<String> names, int more) {
            return names.size() + more;
        }

        public void note(Object message) {
            told.add(message);
        }

        public Object never() throws InterruptedException {
            gate.await();
            return "";
        }
    }

    private Node here;
    private Node there;
    private Greeter greeter;
    private ActorRef<Greeter> local;
    private ActorRef<Object> far;

    private void two(Nodes with) {
        nodes = with;
        here = nodes.start("a");
        there = nodes.start("b");
        greeter = new Greeter();
        local = Actor.start(() -> greeter);
        there.publish("greeter", local, List.of(Greeting.class));
        far = find(here, "greeter");
    }

    private void two() {
        two(nodes);
    }

    @Test
    void anActorOfAnotherNodeAnswersAsks() {
        two();
        assertEquals("hello", far.ask("hello"));
        assertNull(far.askAsync(null).get());
        assertEquals(List.of(1, 2), far.ask(List.of(1, 2), Duration.ofSeconds(20)));
        assertEquals(local.actorUrn(), far.actorUrn());
        assertEquals("Greeter (" + local.actorUrn() + ") at b", far.toString().replace("NodeTest$", ""));
    }

    @Test
    void messagesOfOneSenderKeepTheirOrder() {
        two();
        for (int i = 0; i < 10_000; i++) {
            far.tell(i);
        }
        far.ask("last");
        assertEquals(IntStream.range(0, 10_000).boxed().toList(), greeter.told.stream().limit(10_000).toList());
        assertEquals(10_001, greeter.told.size());
    }

    @Test
    void whatAnActorThrowsReachesTheAsker() {
        two();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> far.ask("fail"));
        assertEquals("broken", e.getMessage());
        assertEquals("next", far.ask("next"));
    }

    @Test
    void anAnswerThatCannotBeSentFailsTheAskAlone() {
        two();
        assertThrows(ClusterException.class, () -> far.ask("unsendable"));
        assertEquals("next", far.ask("next"));
    }

    @Test
    void aMessageThatCannotBeSentIsRefusedAtTheCall() {
        two();
        assertThrows(ClusterException.class, () -> far.tell(new Thread()));
        assertThrows(ClusterException.class, () -> far.tell((ActorFunction<Object, Object>) a -> a));
        assertEquals("next", far.ask("next"));
    }

    @Test
    void aTypedProxyCallsThePublishedInterface() {
        two();
        Greeting greeting = far.proxy(Greeting.class);
        assertEquals("hello you", greeting.greet("you").get());
        assertEquals("hello all", greeting.greetAll().get());
        assertEquals("later you", greeting.later("you").toCompletableFuture().join());
        assertEquals(5, greeting.size(List.of("a", "b"), 3).join());
        greeting.note("noted");
        assertEquals("next", far.ask("next"));
        assertTrue(greeter.told.contains("noted"));
        assertSame(far, Actor.refOfProxy(greeting));
        assertEquals(greeting, far.proxy(Greeting.class));
    }

    @Test
    void anInterfaceThatIsNotPublishedIsRefused() {
        two();
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> far.proxy(Other.class));
        assertTrue(e.getMessage().contains("publish(name, ref, Other.class)"), e.getMessage());
    }

    @Test
    void anInterfaceIsRefusedAgainByTheNodeThatHasTheActor() {
        two();
        Registration other = there.publish("other", local, List.of(Other.class));
        eventually(() -> here.names().contains("other"));
        Other proxy = far.proxy(Other.class);
        assertEquals("hello you", proxy.greet("you").get());
        other.close();
        assertThrows(ActorMemberException.class, proxy.greet("you")::get);
    }

    @Test
    void whatNeedsTheClassNamesAnotherWay() {
        two();
        for (Runnable refused : List.<Runnable>of(far::actorClass, far::proxy, () -> far.call(a -> a), () -> far.run(a -> {}),
                () -> far.defer(a -> {}), () -> far.tell(ProxyCall.of("greet")))) {
            UnsupportedOperationException e = assertThrows(UnsupportedOperationException.class, refused::run);
            assertTrue(e.getMessage().contains("publish an interface"), e.getMessage());
        }
    }

    @Test
    void aReferenceComesBackAsTheSameObject() {
        two();
        Greeter mine = new Greeter();
        ActorRef<Greeter> own = Actor.start(() -> mine);
        assertSame(own, far.ask(own));
        assertEquals("to me", ((ActorRef<?>) greeter.kept).ask("to me"));
        assertSame(far, far.ask("me"));
        assertSame(far, far.ask(far));
        assertSame(local, greeter.kept);
    }

    @Test
    void aReferenceOfAThirdNodeIsReachedByWayOfTheSecond() {
        two();
        Node third = nodes.start("c");
        ActorRef<Greeter> own = Actor.start(Greeter::new);
        third.publish("third", own, List.of());
        ActorRef<Object> ofThird = find(here, "third");
        far.ask(ofThird);
        assertEquals("by way", ((ActorRef<?>) greeter.kept).ask("by way"));
    }

    @Test
    void theEndOfAnActorIsToldAndWithdrawsItsNames() {
        two();
        Future<ActorEnd> end = far.whenStopped();
        local.stop();
        assertEquals(ActorEnd.Reason.STOPPED, end.get(Duration.ofSeconds(20)).reason());
        assertFalse(far.isAlive());
        assertThrows(ActorDeadException.class, () -> far.tell(1));
        assertThrows(ActorDeadException.class, () -> far.ask(1));
        assertThrows(ActorDeadException.class, far.askAsync(1)::get);
        eventually(() -> here.names().isEmpty());
    }

    @Test
    void anActorOfAnotherNodeIsStopped() {
        two();
        assertTrue(far.stop(Duration.ofSeconds(20)));
        assertFalse(local.isAlive());
        eventually(() -> !far.isAlive());
        assertFalse(far.stop());
        assertFalse(far.stopNow().get());
    }

    @Test
    void aStopIsDoneWhenTheNodeOfTheActorHasLeft() {
        two();
        far.tell("wait");
        Future<Boolean> stopped = far.stopAsync();
        assertFalse(stopped.isDone());
        nodes.kill("b");
        assertTrue(stopped.get(Duration.ofSeconds(20)));
        assertFalse(far.stop());
        local.stopNow(true);
    }

    @Test
    void anAskOfAnActorThatIsStoppedAtOnceFails() {
        two();
        far.tell("wait");
        Future<Object> ask = far.askAsync("never");
        Future<Boolean> stopped = far.stopNow(true);
        assertThrows(ActorDeadException.class, () -> ask.get(Duration.ofSeconds(20)));
        assertTrue(stopped.get(Duration.ofSeconds(20)));
    }

    @Test
    void aWatcherIsToldThatTheNodeHasLeft() throws InterruptedException {
        two();
        CompletableFuture<ActorStopped> told = new CompletableFuture<>();
        Actor.start(() -> new Actor() {
            @Override
            protected void onStart() {
                watch(far);
            }

            @Override
            protected @Nullable Object onReceive(@Nullable Object message) {
                told.complete((ActorStopped) message);
                return null;
            }
        }).run(a -> {}).get();
        nodes.kill("b");
        assertEquals(ActorEnd.Reason.NODE_LEFT, told.join().end().reason());
    }

    @Test
    void allAsksFailWhenTheirNodeDies() {
        two();
        far.tell("wait");
        List<Future<Object>> asks = IntStream.range(0, 1_000).mapToObj(far::askAsync).toList();
        nodes.kill("b");
        for (Future<Object> ask : asks) {
            assertThrows(ActorDeadException.class, () -> ask.get(Duration.ofSeconds(20)));
        }
        assertThrows(ActorDeadException.class, () -> far.tell(1));
        assertThrows(ActorDeadException.class, () -> far.ask(1));
        assertEquals(List.of(), here.find("greeter"));
        greeter.gate.countDown();
    }

    @Test
    void anAskWithoutALimitEndsByThatOfTheCluster() {
        two(new Nodes(options -> options.askLimit(Duration.ofMillis(100))));
        far.tell("wait");
        ActorTimeoutException e = assertThrows(ActorTimeoutException.class, () -> far.ask("never"));
        assertTrue(e.getMessage().contains("Greeter (" + local.actorUrn() + ") at b, asked 0."), e.getMessage());
        greeter.gate.countDown();
        assertEquals(0, Nodes.link(here, "b").asks.size());
    }

    @Test
    void aTimeoutNamesActorAndNode() {
        two();
        far.tell("wait");
        ActorTimeoutException e = assertThrows(ActorTimeoutException.class, () -> far.ask("late", Duration.ofMillis(20)));
        assertTrue(e.getMessage().contains("at b"), e.getMessage());
        greeter.gate.countDown();
    }

    @Test
    void aCancelledAskIsNotHandled() {
        two();
        far.tell("wait");
        Future<Object> ask = far.askAsync("cancelled");
        assertTrue(ask.cancel());
        assertThrows(CancellationException.class, ask::get);
        eventually(() -> Nodes.link(there, "a").inbound.answering() == 0);
        greeter.gate.countDown();
        far.ask("last");
        assertEquals(List.of("wait", "last"), List.copyOf(greeter.told));
    }

    @Test
    void aFullInboxRefusesAndNeverHoldsTheLinkUp() {
        two();
        Greeter small = new Greeter();
        ActorRef<Greeter> bounded = Actor.start(() -> small, ActorOptions.defaults().inboxCapacity(1));
        there.publish("bounded", bounded, List.of());
        ActorRef<Object> full = find(here, "bounded");
        full.tell("wait");
        eventually(() -> small.gate.getCount() == 1 && bounded.isAlive());
        for (int i = 0; i < 10; i++) {
            full.tell(i);
        }
        assertEquals("other", far.ask("other"));
        assertThrows(ActorInboxFullException.class, () -> full.ask("no place"));
        assertTrue(there.refused() >= 8, "refused " + there.refused());
        small.gate.countDown();
    }

    @Test
    void aSlowNodeHasSendersWaitAndThenRefuses() {
        two(new Nodes(options -> options.maxQueued(2_000).askLimit(Duration.ofMillis(200))));
        nodes.loop.bound("b", 1);
        nodes.loop.hold("b", true);
        ActorInboxFullException e = assertThrows(ActorInboxFullException.class, () -> {
            for (int i = 0; i < 10_000; i++) {
                far.tell("some text " + i);
            }
        });
        assertTrue(e.getMessage().contains("node b"), e.getMessage());
        assertTrue(Nodes.link(here, "b").out.queuedBytes() <= 2_000);
        nodes.loop.hold("b", false);
        eventually(() -> "next".equals(far.ask("next")));
    }

    @Test
    void severalNodesPublishOneName() {
        two();
        ActorRef<Greeter> own = Actor.start(Greeter::new);
        assertEquals(1, here.find("greeter").size());
        Registration registration = here.publish("greeter", own, List.of());
        assertEquals(List.of(own, far), here.find("greeter"));
        assertThrows(IllegalStateException.class, () -> here.publish("greeter", own, List.of()));
        registration.close();
        assertEquals(List.of(far), here.find("greeter"));
        eventually(() -> there.find("greeter").equals(List.of(local)));
    }

    @Test
    void aNodeThatComesBackHasFreshReferences() {
        two();
        nodes.loop.cut("a", "b");
        nodes.loop.leave("a", "b");
        eventually(() -> here.nodes().size() == 1);
        assertFalse(far.isAlive());
        nodes.loop.heal("a", "b"); // b has not noticed
        ActorRef<Object> fresh = find(here, "greeter");
        assertEquals("again", fresh.ask("again"));
        assertThrows(ActorDeadException.class, () -> far.ask(1));
    }

    @Test
    void whatIsNoFrameShutsItsNodeOutAndNothingElse() {
        two();
        nodes.start("c");
        nodes.met(3);
        nodes.loop.forge("a", "b", new byte[] {1, 2, 3});
        eventually(() -> here.nodes().size() == 2 && !far.isAlive());
        ActorRef<Greeter> own = Actor.start(Greeter::new);
        here.publish("own", own, List.of());
        eventually(() -> here.names().contains("own"));
    }

    @Test
    void tellsThatAreNotConfirmedAreCountedAsLost() {
        two();
        nodes.loop.hold("b", true);
        for (int i = 0; i < 100; i++) {
            far.tell(i);
        }
        nodes.kill("b");
        eventually(() -> here.lost() == 100);
    }

    @Test
    void aReferenceThatIsCollectedIsGivenBack() {
        two();
        Peer link = Nodes.link(here, "b");
        int before = link.exports.size();
        for (int i = 0; i < 100; i++) {
            far.ask(Actor.start(Greeter::new));
        }
        greeter.kept = null;
        eventually(() -> {
            System.gc();
            return link.exports.size() == before;
        });
        assertEquals("still", far.ask("still"));
    }

    @Test
    void aCloseFailsAsksAtOnceAndWithdrawsNames() {
        two();
        far.tell("wait");
        Future<Object> ask = far.askAsync("never");
        there.close();
        assertInstanceOf(ActorDeadException.class, assertThrows(RuntimeException.class, () -> ask.get(Duration.ofSeconds(20))));
        eventually(() -> here.names().isEmpty() && here.nodes().size() == 1);
        assertTrue(local.isAlive());
        assertThrows(IllegalStateException.class, () -> there.publish("again", local, List.of()));
        eventually(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("pykka-cluster-test-to-a")));
        greeter.gate.countDown();
    }

    @Test
    void aClosedNodeIsNotKeptByTheActorsThatItHasPublished() {
        two();
        WeakReference<Node> closed = new WeakReference<>(there);
        nodes.leave("b");
        there = null;
        eventually(() -> {
            System.gc();
            return closed.get() == null;
        });
        assertTrue(local.isAlive());
    }

    @Test
    void aNameThatIsWaitedForEndsWithTheCluster() {
        two();
        Future<ActorRef<Object>> name = here.whenPublished("nobody");
        here.close();
        assertThrows(ClusterException.class, () -> name.get(Duration.ofSeconds(20)));
    }

    @Test
    void aTimedTellComes() {
        two();
        far.tellAfter(Duration.ofMillis(1), "timed");
        assertFalse(far.tellAfter(Duration.ofDays(1), "never").isActive() && !far.tellAfter(Duration.ofDays(1), 1).cancel());
        eventually(() -> greeter.told.contains("timed"));
    }

    @Test
    void anOptionOfTheCallerLimitsTheSizeOfAMessage() {
        two(new Nodes(options -> options.maxMessage(1_000)));
        assertThrows(ClusterException.class, () -> far.tell("x".repeat(2_000)));
        assertEquals("next", far.ask("next"));
        assertEquals(1_000, ClusterOptions.named("x").maxMessage(1_000).maxMessage());
    }
}
