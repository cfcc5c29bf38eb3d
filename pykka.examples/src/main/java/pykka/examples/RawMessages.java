package pykka.examples;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;

/** The messages that proxies send, sent by hand: to actors that are found in the registry, to many at once, or to be kept. */
public final class RawMessages {
    private RawMessages() {}

    /** Not an actor: a role that actors may have. */
    private interface Listener {
        void onEvent(String event, int volume);
    }

    private static final class Display extends Actor implements Listener {
        public String last = "nothing yet";

        @Override
        protected ActorOptions options() {
            return super.options().lookup(MethodHandles.lookup());
        }

        @Override
        public void onEvent(String event, int volume) {
            last = event + " at volume " + volume;
        }
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ActorRef<Display> display = Actor.start(Display::new);

        // arguments in order; told to all listeners: the sender knows their role alone
        ActorRegistry.broadcast(ProxyCall.of("onEvent", "start", 3), Listener.class);
        System.out.println(display.ask(ProxyGetAttr.of("last")));

        // the first in order, the rest by the names of the parameters: the class is compiled with javac -parameters
        display.ask(new ProxyCall(List.of("onEvent"), List.of("pause"), Map.of("volume", 7)));
        System.out.println(display.ask(ProxyGetAttr.of("last")));

        // the same through a proxy
        display.proxy().method("onEvent").callWith(Map.of("volume", 11, "event", "stop"));
        System.out.println(display.ask(ProxyGetAttr.of("last")));

        display.ask(ProxySetAttr.of("last", "nothing more"));
        System.out.println(display.ask(ProxyGetAttr.of("last")));

        ActorRegistry.stopAll();
    }
}
