package user.keeper;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import pykka.api.Actor;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.CallableProxy;
import pykka.api.Future;
import pykka.api.messages.ProxyCall;
import user.face.Calculator;
import user.face.Playback;

/** Keeps all that there is of an actor outside of it, whose class is in a loader of its own; that one must go. */
public final class KeepsProxies {
    private KeepsProxies() {}

    private record Kept(ActorRef<?> ref, ActorProxy proxy, ActorProxy below, CallableProxy method, Calculator typed,
            Playback nested, List<Future<?>> futures, List<CompletableFuture<?>> completableFutures) {}

    public static void main(String[] args) throws Exception {
        List<Kept> kept = new ArrayList<>();
        System.out.println("loader: " + Gone.await(useActor(Path.of(args[0]), kept)));
        Kept all = kept.get(0);
        System.out.println("ref: " + all.ref);
        System.out.println("equal: " + all.typed.equals(all.typed) + " " + all.proxy.equals(all.below));
        System.out.println("results: " + all.futures.stream().map(Future::get).toList() + " "
                + all.completableFutures.stream().map(CompletableFuture::join).toList());
        System.out.println("typed: " + failure(all.typed.add(1, 2)));
        System.out.println("nested: " + failure(all.nested.volume()));
        System.out.println("dynamic: " + failure(all.proxy.call("add", 1, 2).toCompletableFuture()));
        System.out.println("below: " + failure(all.below.call("play", "beep").toCompletableFuture()));
        System.out.println("method: " + failure(all.method.call(1, 2).toCompletableFuture()));
        Reference.reachabilityFence(kept);
    }

    private static String failure(CompletableFuture<?> future) {
        return future.handle((result, failure) -> String.valueOf(failure)).join();
    }

    private static WeakReference<ClassLoader> useActor(Path directory, List<Kept> kept) throws Exception {
        Class<?> type = load(directory, "user.actor.OpenCalculator");
        ActorRef<?> ref = Actor.start(() -> (Actor) type.getConstructor().newInstance());
        ActorProxy proxy = ref.proxy();
        Calculator typed = ref.proxy(Calculator.class);
        Kept all = new Kept(ref, proxy, proxy.at("playback"), proxy.method("add"), typed, typed.playback(), new ArrayList<>(),
                new ArrayList<>());
        all.futures.addAll(List.of(proxy.call("add", 1, 2), all.below.call("play", "beep"), all.method.call(3, 4),
                proxy.get("lastResult"), ref.askAsync(ProxyCall.of("add", 5, 6)), ref.whenStopped()));
        all.completableFutures.addAll(List.of(typed.add(1, 2), typed.twice(3), typed.lastResult(17), typed.lines(),
                all.nested.volume(), typed.stop()));
        ref.whenStopped().get();
        kept.add(all);
        return new WeakReference<>(type.getClassLoader());
    }

    private static Class<?> load(Path directory, String name) throws Exception {
        ModuleFinder modules = ModuleFinder.of(directory);
        if (modules.findAll().isEmpty()) {
            try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
                for (String each : List.of("user.actor.PlainCalculator", "user.actor.Speaker")) {
                    loader.loadClass(each); // before it is closed
                }
                return loader.loadClass(name);
            }
        }
        ModuleLayer below = ModuleLayer.boot();
        Configuration configuration = below.configuration().resolve(modules, ModuleFinder.of(), Set.of("user.actor"));
        return below.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader()).findLoader("user.actor")
                .loadClass(name);
    }
}
