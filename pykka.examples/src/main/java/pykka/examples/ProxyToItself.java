package pykka.examples;

import java.lang.invoke.MethodHandles;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;

/**
 * An actor that leaves work to its future: it does a part, and sends itself the rest behind all that is in its inbox by then. So
 * it goes on answering, and can be stopped in the middle.
 */
public final class ProxyToItself {
    private static final long PARTS = 1_000_000_000_000L;

    private ProxyToItself() {}

    /** What the actor has others call, and calls of itself later. */
    private interface WorkerProxy {
        Future<Void> work(long part);

        Future<Long> done();

        Future<Future<Long>> doneLater();
    }

    private static final class Worker extends Actor {
        private WorkerProxy inFuture; // private: a reader of a proxy to itself would be led in a circle
        private long done;

        @Override
        protected ActorOptions options() {
            return super.options().lookup(MethodHandles.lookup());
        }

        @Override
        protected void onStart() {
            inFuture = actorRef().proxy(WorkerProxy.class);
        }

        public void work(long part) {
            done = part;
            if (part < PARTS) {
                inFuture.work(part + 1);
            }
        }

        public long done() {
            return done;
        }

        public Future<Long> doneLater() {
            return inFuture.done(); // to wait for it here would be to wait for oneself
        }

        @Override
        protected void onStop() {
            System.out.println("The rest is left: " + (done < PARTS));
        }
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ActorRef<Worker> ref = Actor.start(Worker::new);
        WorkerProxy worker = ref.proxy(WorkerProxy.class);
        worker.work(1);

        long first = worker.done().get();
        long later = worker.doneLater().get().get();
        System.out.println("It answers in the middle: " + (first < PARTS));
        System.out.println("It has gone on: " + (first < later));

        ref.stop();
    }
}
