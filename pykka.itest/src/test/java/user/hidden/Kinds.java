package user.hidden;

import java.lang.invoke.MethodHandles;
import java.util.List;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.messages.ProxyCall;

/** Actors of classes that nobody outside can name; with a proxy of each, or the reason why there is none. */
public final class Kinds {
    private Kinds() {}

    private static final class Nested extends Actor {
        public String name = "nested";

        public String greet(String whom) {
            return "Hello " + whom;
        }
    }

    final class Inner extends Actor {
        public String name = "inner";

        public String greet(String whom) {
            return "Hello " + whom + " of " + (Kinds.this != null);
        }
    }

    interface Greeter {
        Future<String> greet(String whom);

        Future<String> name();

        default Future<String> greetAll() {
            return greet("all");
        }
    }

    public static void main(String[] args) {
        class Local extends Actor {
            public String name = "local";

            public String greet(String whom) {
                return "Hello " + whom;
            }
        }

        for (ActorOptions options : List.of(ActorOptions.defaults(), ActorOptions.defaults().lookup(MethodHandles.lookup()))) {
            show("hidden", Actor.start(Hidden::new, options));
            show("nested", Actor.start(Nested::new, options));
            show("local", Actor.start(Local::new, options));
            show("inner", Actor.start(() -> new Kinds().new Inner(), options));
            show("anonymous", Actor.start(() -> new Actor() {
                public String name = "anonymous";

                public String greet(String whom) {
                    return "Hello " + whom;
                }
            }, options));
        }
    }

    private static void show(String kind, ActorRef<?> ref) {
        try {
            ActorProxy proxy = ref.proxy();
            System.out.println(kind + " dynamic: " + proxy.call("greet", "you").get() + ", " + proxy.get("name").get());
        } catch (ActorMemberException e) {
            System.out.println(kind + " dynamic: refused " + e.getMessage());
        }
        try {
            Greeter proxy = ref.proxy(Greeter.class);
            System.out.println(kind + " typed: " + proxy.greetAll().get() + ", " + proxy.name().get());
        } catch (ActorMemberException e) {
            System.out.println(kind + " typed: refused " + e.getMessage().replace('\n', ' '));
        }
        try {
            System.out.println(kind + " raw: " + ref.ask(ProxyCall.of("greet", "you")));
        } catch (ActorMemberException e) {
            System.out.println(kind + " raw: refused " + e.getMessage());
        }
        System.out.println(kind + " given: " + ref.proxy(MethodHandles.lookup()).call("greet", "you").get());
        System.out.println(kind + " alive: " + ref.stop());
    }
}
