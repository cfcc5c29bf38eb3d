package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.tck.support.Contract;

/** Sends near the end of a stack: each that returns is handled once, each that is refused is not, and the receiver lives. */
@Contract
@Tag("slow")
class WholeSendsContract extends Wholeness {
    WholeSendsContract(String runtime) {
        super(runtime);
    }

    /** A typed proxy. */
    public interface CounterProxy {
        void add(Object item);

        Future<Object> value();
    }

    /** Another one. */
    public interface AskingProxy {
        Future<Object> add(Object item);
    }

    /** A third one. */
    public interface CompletableProxy {
        CompletableFuture<Object> add(Object item);
    }

    private void sends(Function<ActorRef<Counter>, FullStack.Act> sends) throws Exception {
        onFullStacks(() -> new Sending(start(Counter::new), sends));
    }

    private void asks(Function<ActorRef<Counter>, FullStack.Act> asks) throws Exception {
        waitingOnFullStacks(() -> new Sending(start(Counter::new), asks));
    }

    @Test
    void aTellCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> n -> {
            ref.tell("m");
            return null;
        });
    }

    @Test
    void anAskCountsOnceOrNotAtAll() throws Exception {
        asks(ref -> n -> ref.ask("m"));
    }

    @Test
    void anAskWithALimitCountsOnceOrNotAtAll() throws Exception {
        asks(ref -> n -> ref.ask("m", LONG));
    }

    @Test
    void anAskThatDoesNotWaitCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> n -> ref.askAsync("m"));
    }

    @Test
    void aCallCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> n -> ref.call(counter -> counter.add("m")));
    }

    @Test
    void codeToRunCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> n -> ref.run(counter -> counter.add("m")));
    }

    @Test
    void deferredCodeCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> n -> {
            ref.defer(counter -> counter.add("m"));
            return null;
        });
    }

    @Test
    void aCallOfAProxyCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> {
            ActorProxy proxy = ref.proxy();
            return n -> proxy.call("add", "m");
        });
    }

    @Test
    void aDeferredCallOfAProxyCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> {
            ActorProxy proxy = ref.proxy();
            return n -> {
                proxy.defer("add", "m");
                return null;
            };
        });
    }

    @Test
    void aDeferredCallOfATypedProxyCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> {
            CounterProxy proxy = ref.proxy(CounterProxy.class);
            return n -> {
                proxy.add("m");
                return null;
            };
        });
    }

    @Test
    void aCallOfATypedProxyCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> {
            AskingProxy proxy = ref.proxy(AskingProxy.class);
            return n -> proxy.add("m");
        });
    }

    @Test
    void aCallOfATypedProxyForACompletableFutureCountsOnceOrNotAtAll() throws Exception {
        sends(ref -> {
            CompletableProxy proxy = ref.proxy(CompletableProxy.class);
            return n -> proxy.add("m");
        });
    }

    @Test
    void anAttributeIsWrittenOnceOrNotAtAll() throws Exception {
        waitingOnFullStacks(() -> new Trial() {
            final ActorRef<Counter> ref = start(Counter::new);
            final ActorProxy proxy = ref.proxy();

            @Override
            public @Nullable Object act(int returned) {
                proxy.set("value", returned);
                return null;
            }

            @Override
            public void check(FullStack stack) {
                assertEquals(stack.returned == 0 ? null : (Object) (stack.returned - 1), proxy.get("value").get(LONG));
                assertTrue(ref.stop(LONG));
            }
        });
    }

    @Test
    void attributesAreReadByTypedProxiesAndOthers() throws Exception {
        onFullStacks(() -> new Trial() {
            final ActorRef<Counter> ref = start(Counter::new);
            final ActorProxy proxy = ref.proxy();
            final CounterProxy typed = ref.proxy(CounterProxy.class);

            {
                proxy.set("value", "v");
            }

            @Override
            public @Nullable Object act(int returned) {
                return returned % 2 == 0 ? proxy.get("value") : typed.value();
            }

            @Override
            public void check(FullStack stack) {
                for (int i = 0; i < stack.returned; i++) {
                    assertEquals("v", ((Future<?>) stack.results[i]).get(LONG));
                }
                assertTrue(ref.stop(LONG));
            }
        });
    }

    @Test
    void aBroadcastIsHandledByAllOrByNone() throws Exception {
        onFullStacks(() -> new Trial() {
            final List<ActorRef<Other>> refs = new ArrayList<>();

            {
                for (int i = 0; i < 3; i++) {
                    refs.add(start(Other::new));
                }
            }

            @Override
            public @Nullable Object act(int returned) {
                return ActorRegistry.broadcast("m", Other.class);
            }

            @Override
            public void check(FullStack stack) {
                for (int i = 0; i < stack.returned; i++) {
                    assertEquals(refs.size(), stack.results[i]);
                }
                for (ActorRef<Other> ref : refs) {
                    assertEquals(stack.returned, handled(ref));
                    assertTrue(ref.stop(LONG));
                }
            }
        });
    }

    /** Found by its class among others. */
    public static class Other extends Counter {}
}
