package pykka.bench.contender;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;

/** Vert.x: a verticle for each actor, with an address of its own on the local event bus, which passes messages as they are. */
final class VertxBus implements Contender {
    private static final Object STOP = new Object();

    private final Vertx vertx = Vertx.vertx();
    private final EventBus bus = vertx.eventBus();
    private final DeliveryOptions asIs = new DeliveryOptions().setCodecName(AsIs.NAME).setLocalOnly(true);
    private final Ends ends = new Ends();
    private int started;

    VertxBus() {
        bus.registerCodec(new AsIs());
    }

    private static final class AsIs implements MessageCodec<Object, Object> {
        private static final String NAME = "as-is";

        @Override
        public void encodeToWire(Buffer buffer, Object message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object decodeFromWire(int position, Buffer buffer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object transform(Object message) {
            return message;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public byte systemCodecID() {
            return -1; // not the system's
        }
    }

    private final class Member extends VerticleBase {
        private final Behaviour behaviour;
        private final String address;

        Member(Behaviour behaviour, String address) {
            this.behaviour = behaviour;
            this.address = address;
        }

        @Override
        public Future<?> start() {
            return bus.localConsumer(address, this::receive).completion();
        }

        private void receive(Message<Object> message) {
            Object body = message.body();
            if (body == STOP) {
                vertx.undeploy(deploymentID()).onComplete(end -> ends.ended());
                return;
            }
            Object reply = behaviour.receive(body);
            if (reply != null) {
                message.reply(reply, asIs);
            }
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        Member member = new Member(behaviour, Integer.toString(started++));
        get(vertx.deployVerticle(member)); // what is sent before is lost
        return member;
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void tell(Object actor, Object message) {
        bus.send(((Member) actor).address, message, asIs);
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        return bus.request(((Member) actor).address, message, asIs);
    }

    @Override
    public Object await(Object reply) {
        return ((Message<?>) get((Future<?>) reply)).body();
    }

    @Override
    public void stop(Object actor) {
        ends.asked();
        tell(actor, STOP);
    }

    @Override
    public int awaitEnds() {
        return ends.await();
    }

    @Override
    public void close() {
        get(vertx.close());
    }
}
