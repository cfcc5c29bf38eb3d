package pykka.examples;

import java.lang.invoke.MethodHandles;
import pykka.api.Actor;
import pykka.api.ActorProxy;
import pykka.api.Future;

/** An actor behind a proxy: its methods are called, and its field is read and written, by their names. */
public final class ActorWithProxy {
    private ActorWithProxy() {}

    private static final class AnActor extends Actor {
        public String field = "this is the value of AnActor.field";

        public void proc() {
            log("this was printed by AnActor.proc()");
        }

        public String func() throws InterruptedException {
            Thread.sleep(100); // a little, to make it realistic
            return "this was returned by AnActor.func() after a delay";
        }
    }

    private static void log(String message) {
        System.out.println(Thread.currentThread().getName() + ": " + message);
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // the class is private: the lookup lets the proxy reach its public members
        ActorProxy actor = Actor.start(AnActor::new).proxy(MethodHandles.lookup());
        for (int i = 0; i < 3; i++) {
            // a method with a side effect
            log("calling AnActor.proc() ...");
            actor.call("proc");

            // a method with a result
            log("calling AnActor.func() ...");
            Future<Object> result = actor.call("func"); // does not wait
            log("printing result ... (waiting)");
            log((String) result.get());

            // reading a field
            log("reading AnActor.field ...");
            Future<Object> value = actor.get("field"); // does not wait
            log("printing result ... (waiting)");
            log((String) value.get());

            // writing a field
            log("writing AnActor.field ...");
            actor.set("field", "new value"); // waits, to throw what a setter may throw
            log("printing new field value ... (waiting)");
            log((String) actor.get("field").get());
        }
        actor.call("stop");
    }
}
