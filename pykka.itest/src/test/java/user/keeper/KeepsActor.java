package user.keeper;

import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import pykka.api.Actor;
import pykka.api.ActorRef;
import user.actor.PlainCalculator;

/** Keeps an actor alive, which was called by an interface, and with a lookup, of another loader; that one must go. */
public final class KeepsActor {
    private KeepsActor() {}

    public static void main(String[] args) throws Exception {
        ActorRef<PlainCalculator> ref = Actor.start(PlainCalculator::new);
        System.out.println("loader: " + Gone.await(useInterface(Path.of(args[0]), ref)));
        System.out.println("dynamic: " + ref.proxy().call("add", 1, 2).get());
        System.out.println("stop: " + ref.stop());
    }

    private static WeakReference<ClassLoader> useInterface(Path directory, ActorRef<?> ref) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            Class<?> face = loader.loadClass("user.face.Calculator");
            Class<?> client = loader.loadClass("user.client.Client");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(client, MethodHandles.lookup());
            System.out.println("typed: " + client.getMethod("use", face).invoke(null, ref.proxy(face)));
            System.out.println("lookup: " + client.getMethod("use", face).invoke(null, ref.proxy(face, lookup)));
            System.out.println("given: " + ref.proxy(lookup).call("add", 1, 2).get());
            return new WeakReference<>(loader);
        }
    }
}
