package pykka.examples;

import pykka.api.Actor;

/** An actor to be tested: it gives what it produces to a consumer, which a test replaces by a mock. */
final class ProducerActor extends Actor {
    private final Consumer consumer;

    ProducerActor(Consumer consumer) {
        this.consumer = consumer;
    }

    interface Consumer {
        void consume(Item item);
    }

    record Item(int number, boolean isNew) {}

    void produce() {
        consumer.consume(new Item(1, true));
    }
}
