package user.layer;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorRuntime;

/** Uses a runtime whose module, in the directory that is given, is in a layer below this one. */
public final class Main {
    private Main() {}

    public static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    public static void main(String[] args) {
        ModuleLayer here = Main.class.getModule().getLayer();
        Configuration configuration = here.configuration().resolve(
                ModuleFinder.of(), ModuleFinder.of(Path.of(args[0])), Set.of("user.runtime"));
        ModuleLayer below = here.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
        for (ActorRuntime runtime : ServiceLoader.load(below, ActorRuntime.class)) {
            if (runtime.getClass().getModule().getLayer() == below) {
                use("by name", ActorOptions.defaults().runtime(runtime.name()));
                use("by instance", ActorOptions.defaults().runtime(runtime));
            }
        }
        use("by default", ActorOptions.defaults());
    }

    private static void use(String how, ActorOptions options) {
        try {
            ActorRef<Echo> ref = Actor.start(Echo::new, options);
            System.out.println(how + ": " + Inspection.actor(ref).map(ActorInfo::runtime).orElse("none") + " "
                    + ref.ask("hello"));
            ref.stop();
        } catch (IllegalStateException e) {
            System.out.println(how + ": " + e.getMessage());
        }
    }
}
