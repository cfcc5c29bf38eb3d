package pykka.threading.jvm;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;

/** Providers that start nothing, but say that they were chosen. Each is copied to where a test wants to have it found. */
public abstract class Ranked implements ActorRuntime {
    private final int priority;

    Ranked(int priority) {
        this.priority = priority;
    }

    @Override
    public String name() {
        return getClass().getSimpleName();
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public void start(ActorTask task) {
        throw new Chosen(name());
    }

    @Override
    public void wake(ActorTask task) {}

    /** What a start throws. */
    public static class Chosen extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** With the name of the runtime. */
        public Chosen(String name) {
            super(name);
        }
    }

    /** One of 10. */
    public static class Low extends Ranked {
        /** As a service. */
        public Low() {
            super(10);
        }
    }

    /** One of 20. */
    public static class Middle extends Ranked {
        /** As a service. */
        public Middle() {
            super(20);
        }
    }

    /** One of 30. */
    public static class High extends Ranked {
        /** As a service. */
        public High() {
            super(30);
        }
    }

    /** One of 30, too. */
    public static class Rival extends Ranked {
        /** As a service. */
        public Rival() {
            super(30);
        }
    }

    /** One whose constructor throws. */
    public static class Throwing extends Ranked {
        /** Throws. */
        public Throwing() {
            super(100);
            throw new IllegalStateException("as it is meant to");
        }
    }

    /** One whose constructor waits for a thread that starts an actor itself. */
    public static class Waiting extends Ranked {
        private static final AtomicBoolean FIRST = new AtomicBoolean(true);

        /** Waits, the first time. */
        public Waiting() throws InterruptedException {
            super(100);
            if (FIRST.getAndSet(false)) {
                Thread other = new Thread(() -> new Probe("").call());
                other.start();
                other.join();
            }
        }
    }

    /** One that starts an actor in its constructor. */
    public static class Eager extends Ranked {
        /** Starts one. */
        public Eager() {
            super(100);
            Probe probe = new Probe("");
            System.out.println("in the constructor " + probe.call());
        }
    }

    /** One whose superclass will not be there. */
    public static class Orphan extends Parent {}

    /** What will not be there. */
    public static class Parent extends Ranked {
        /** For Orphan. */
        public Parent() {
            super(100);
        }
    }

    /** One that is none. */
    public static class NoRuntime {}

    /** One that has no name. */
    public static class Nameless extends Ranked {
        /** As a service. */
        public Nameless() {
            super(100);
        }

        @Override
        public String name() {
            return null;
        }
    }

    /** One that cannot say whether it is available. */
    public static class Unsure extends Ranked {
        /** As a service. */
        public Unsure() {
            super(100);
        }

        @Override
        public Optional<String> unavailableReason() {
            throw new UnsupportedOperationException("as it is meant to");
        }
    }
}
