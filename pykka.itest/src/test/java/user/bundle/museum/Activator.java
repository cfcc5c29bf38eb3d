package user.bundle.museum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorStopped;

/** Keeps what others leave behind, while threads and actors of its own talk all the time. */
public final class Activator implements BundleActivator, Function<Object, Object> {
    private static final List<Object> KEPT = new CopyOnWriteArrayList<>();

    private final AtomicLong answered = new AtomicLong();
    private volatile boolean open;
    private Thread talker;
    private ActorRef<Guard> guard;

    /** Answers with what it is told. */
    static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    /** Stays, with a timer that is set anew in the context of what it is told, and watches whom it is told. */
    static final class Guard extends Actor {
        @Override
        protected Object onReceive(Object message) {
            if (message instanceof ActorRef<?> other) {
                watch(other);
            } else if (message instanceof ActorStopped stopped) {
                KEPT.add(stopped);
            } else if ("remind".equals(message)) {
                timers().atFixedRate("remind", Duration.ofMillis(10), "reminded");
            }
            return null;
        }
    }

    @Override
    public void start(BundleContext context) {
        open = true;
        talker = new Thread(this::talk, "museum");
        talker.start();
        context.registerService(Function.class, this, null);
    }

    /**
     * Each thousand asks by a thread and an actor of their own: a thread that never leaves a loop would keep the classes that the
     * JVM has compiled into it, those of bundles that are gone among them.
     */
    private void talk() {
        while (open) {
            Thread some = new Thread(this::askSome, "museum");
            some.start();
            try {
                some.join();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** As long as there is a runtime: its bundle may go, and come back. */
    private void askSome() {
        try {
            ActorRef<Echo> echo = Actor.start(Echo::new);
            for (int i = 0; i < 1_000 && open; i++) {
                long sent = answered.get();
                if ((long) echo.ask(sent) != sent) {
                    throw new AssertionError("not what was sent");
                }
                answered.incrementAndGet();
            }
            echo.stop();
        } catch (ActorDeadException | IllegalStateException e) {
            Thread.onSpinWait(); // it ends with its runtime, and there may be none for a while
        }
    }

    /** The actor that stays: another one if its runtime has gone. */
    private synchronized ActorRef<Guard> guard() {
        if (guard == null || !guard.isAlive()) {
            guard = Actor.start(Guard::new);
        }
        return guard;
    }

    /** Keeps something; tells how many asks were answered if it is given null, and an actor that stays for "guard". */
    @Override
    public Object apply(Object exhibit) {
        if ("guard".equals(exhibit)) {
            return guard();
        }
        if (exhibit == null) {
            return answered.get();
        }
        KEPT.add(exhibit);
        return KEPT.size();
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        open = false;
        talker.join();
    }
}
