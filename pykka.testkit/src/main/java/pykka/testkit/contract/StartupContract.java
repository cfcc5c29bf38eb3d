package pykka.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;

@Contract
class StartupContract extends ContractTest {
    StartupContract(String runtime) {
        super(runtime);
    }

    static class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    @Test
    void askBlocksUntilResponseArrives() {
        ActorRef<Echo> ref = start(Echo::new);
        assertEquals("hello", ref.ask("hello"));
    }
}
