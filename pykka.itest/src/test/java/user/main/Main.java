package user.main;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;
import user.actor.OpenCalculator;
import user.actor.PlainCalculator;
import user.client.Client;
import user.face.Calculator;

/** Calls a calculator in all ways and prints what comes back. The arguments say which: open or plain; or unseen: one
 * that has no right to the default method of an interface. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        for (String which : args) {
            if (which.equals("unseen")) {
                ActorRef<?> ref = Actor.start(PlainCalculator::new);
                attempt("unseen", () -> mine(ref.proxy(Mine.class), ref));
                ref.stop();
                continue;
            }
            use(which.equals("open") ? Actor.start(OpenCalculator::new) : Actor.start(PlainCalculator::new));
        }
    }

    private static void use(ActorRef<? extends PlainCalculator> ref) throws Exception {
        attempt("lambda", () -> lambdas(ref));
        attempt("typed", () -> Client.use(ref.proxy(Calculator.class)));
        attempt("mine", () -> mine(ref.proxy(Mine.class, MethodHandles.lookup()), ref));
        attempt("dynamic", () -> dynamic(ref.proxy()));
        attempt("given", () -> dynamic(ref.proxy(MethodHandles.lookup())));
        attempt("raw", () -> raw(ref));
        Module ofFace = Calculator.class.getModule();
        System.out.println("reads: " + ofFace.isNamed() + " " + ofFace.canRead(Actor.class.getModule()));
        System.out.println("stop: " + ref.stop());
    }

    private static void attempt(String way, Callable<List<String>> calls) throws Exception {
        try {
            calls.call().forEach(line -> System.out.println(way + ": " + line));
        } catch (ActorMemberException e) {
            System.out.println(way + ": refused " + e.getMessage().replace('\n', ' '));
        }
    }

    private static List<String> lambdas(ActorRef<? extends PlainCalculator> ref) {
        ref.defer(c -> c.log("deferred"));
        ref.run(c -> c.lastResult = 5).get();
        return List.of("add " + ref.call(c -> c.add(1, 2)).get(), "lines " + ref.call(PlainCalculator::lines).get(),
                "read " + ref.call(c -> c.lastResult).get());
    }

    private static List<String> mine(Mine proxy, ActorRef<?> ref) {
        proxy.log("mine");
        return List.of("add " + proxy.add(1, 2).get(), "twice " + proxy.twice(4).get(), "ref " + (proxy.actorRef() == ref),
                "of " + (Actor.refOfProxy(proxy) == ref));
    }

    private static List<String> dynamic(ActorProxy proxy) {
        proxy.defer("log", "dynamic");
        proxy.set("lastResult", 17);
        Object written = proxy.get("lastResult").get();
        proxy.at("playback").set("volume", 3);
        return List.of("add " + proxy.call("add", 1, 2).get(), "text " + proxy.call("add", "a", "b").get(),
                "named " + proxy.method("add").callWith(Map.of("b", 2), 1).get(), "write " + written,
                "play " + proxy.at("playback").call("play", "beep").get(),
                "volume " + proxy.at("playback").get("volume").get(), "tags " + proxy.at("tags").call("size").get());
    }

    private static List<String> raw(ActorRef<?> ref) {
        ref.tell(ProxyCall.of("log", "raw"));
        ref.ask(ProxySetAttr.of("lastResult", 18));
        return List.of("read " + ref.ask(ProxyGetAttr.of("lastResult")), "add " + ref.ask(ProxyCall.of("add", 1, 2)),
                "play " + ref.ask(new ProxyCall(List.of("playback", "play"), List.of(), Map.of("sound", "beep"))));
    }
}
