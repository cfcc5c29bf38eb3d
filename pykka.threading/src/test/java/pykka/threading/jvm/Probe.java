package pykka.threading.jvm;

import java.util.concurrent.Callable;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRegistry;
import pykka.api.inspect.Inspection;
import pykka.testkit.log.Recorder;

/**
 * Starts an actor and says on which runtime, or why not. Called in a class loader of its own, with a library of its own; or as a
 * main class, once for each argument.
 */
public final class Probe implements Callable<String> {
    private final ActorOptions options;

    /** With a runtime asked for by name, or an empty name. */
    public Probe(String runtime) {
        ActorOptions daemon = ActorOptions.defaults().daemon(true);
        options = runtime.isEmpty() ? daemon : daemon.runtime(runtime);
    }

    /** Does nothing. */
    static class Idle extends Actor {}

    @Override
    public String call() {
        String answer;
        try {
            answer = "on " + Inspection.actor(Actor.start(Idle::new, options)).orElseThrow().runtime();
            ActorRegistry.stopAll();
        } catch (Ranked.Chosen e) {
            answer = "on " + e.getMessage();
        } catch (RuntimeException e) {
            answer = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        return ActorRegistry.getAll().isEmpty() ? answer : "left: " + ActorRegistry.getAll();
    }

    /** As a main class. */
    public static void main(String[] args) {
        Recorder.listen(record -> System.out.println(record.level() + ": " + record.message()));
        for (String runtime : args) {
            System.out.println("started " + new Probe(runtime).call());
        }
        System.out.println("threads: " + Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("Idle-.*")).toList());
    }
}
