package pykka.examples;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.testkit.StopActors;

@ExtendWith(StopActors.class)
class ProducerActorTest {
    private final ProducerActor.Consumer consumer = mock(ProducerActor.Consumer.class);
    private ProducerActor.Producer producer;

    @BeforeEach
    void start() {
        // step 1: the actor is given what it depends on, and started
        producer = Actor.start(() -> new ProducerActor(consumer)).proxy(ProducerActor.Producer.class);
    }

    @AfterEach
    void stop() {
        // step 4: the actor is stopped, before the next test begins
        Actor.refOfProxy(producer).stop();
    }

    @Test
    void givesWhatItProducesToTheConsumer() {
        // step 2: something is asked of the actor. Waiting for the last future is enough to know that all was handled
        producer.produce().get();

        // step 3: what should have happened has happened
        verify(consumer).consume(new ProducerActor.Item(1, true));
    }
}
