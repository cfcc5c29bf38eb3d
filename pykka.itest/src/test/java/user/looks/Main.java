package user.looks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.debug.Deadlocks;
import pykka.debug.FlightEvents;
import pykka.debug.Jcmd;
import pykka.debug.Jmx;
import pykka.debug.SignalHook;
import pykka.debug.ThreadTracebacks;
import pykka.debug.Watchdog;

/** Uses everything that there is to look at actors with, and says what worked; then it waits if it is told to. */
public final class Main {
    private Main() {}

    static final class Looked extends Actor {
        @Override
        protected Object onReceive(Object message) throws Exception {
            new CountDownLatch(1).await();
            return null;
        }
    }

    public static void main(String[] args) throws Exception {
        ActorRef<Looked> ref = Actor.start(Looked::new, ActorOptions.defaults().daemon(true));
        ref.tell("never answered");
        StringBuilder dump = new StringBuilder();
        System.out.println("dump: " + ThreadTracebacks.write(dump) + " " + (dump.indexOf("Looked (urn:uuid:") > 0));
        System.out.println("deadlocks: " + Deadlocks.report());
        try (SignalHook hook = SignalHook.install("USR1")) {
            System.out.println("signal: " + hook.isInstalled());
        }
        StringBuilder printed = new StringBuilder();
        System.out.println("jcmd: " + Jcmd.threadPrint(printed) + " " + (printed.indexOf("Full thread dump ") > 0));
        try (FlightEvents events = FlightEvents.install(Duration.ZERO)) {
            System.out.println("jfr: " + events.isInstalled());
        }
        try (Jmx jmx = Jmx.register(); Watchdog watchdog = Watchdog.start(Duration.ofMinutes(1), 1_000)) {
            System.out.println("jmx and watchdog: " + (jmx != null && watchdog != null));
        }
        try {
            pykka.debug.Main.main(new String[0]);
            System.out.println("attach: true");
        } catch (IllegalStateException e) {
            System.out.println("attach: " + e.getMessage());
        }
        if (args.length > 0) {
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }
}
