package pykka.examples;

import java.lang.invoke.MethodHandles;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.Future;

/** An actor to be tested: it gives what it produces to a consumer, which a test replaces by a mock. */
final class ProducerActor extends Actor {
    private final Consumer consumer;

    ProducerActor(Consumer consumer) {
        this.consumer = consumer;
    }

    /** For a proxy of the producer. */
    interface Producer {
        Future<Void> produce();
    }

    /** For a proxy of the consumer, which is an actor, too. */
    interface Consumer {
        void consume(Item item);
    }

    record Item(int number, boolean isNew) {}

    @Override
    protected ActorOptions options() {
        return super.options().lookup(MethodHandles.lookup());
    }

    public void produce() {
        consumer.consume(new Item(1, true));
    }
}
