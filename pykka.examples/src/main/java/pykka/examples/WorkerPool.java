package pykka.examples;

import java.util.ArrayList;
import java.util.List;
import pykka.api.Actor;
import pykka.api.ActorRef;

/** Keeps a number of workers, and replaces those that fail; those that are stopped it does not. */
final class WorkerPool extends Actor {
    private final int size;
    private int replacementsLeft = 100;
    private final List<ActorRef<Worker>> workers = new ArrayList<>();

    WorkerPool(int size) {
        this.size = size;
    }

    static final class Worker extends Actor {
        private final ActorRef<WorkerPool> pool;

        Worker(ActorRef<WorkerPool> pool) {
            this.pool = pool;
        }

        void work(int number) {
            if (number < 0) {
                throw new IllegalArgumentException("negative: " + number);
            }
        }

        @Override
        protected void onFailure(Throwable failure) {
            ActorRef<Worker> self = Actor.refOf(this);
            pool.run(p -> p.failed(self)); // run, other than defer, does not throw if the pool has ended
        }
    }

    @Override
    protected void onStart() {
        for (int i = 0; i < size; i++) {
            add();
        }
    }

    private void add() {
        ActorRef<WorkerPool> self = Actor.refOf(this);
        workers.add(Actor.start(() -> new Worker(self)));
    }

    private void failed(ActorRef<Worker> worker) {
        workers.remove(worker);
        if (replacementsLeft-- > 0) { // or one that cannot even start would be replaced for ever
            add();
        }
    }

    List<ActorRef<Worker>> workers() {
        return List.copyOf(workers);
    }

    @Override
    protected void onStop() {
        workers.forEach(ActorRef::stopAsync);
    }

    @Override
    protected void onFailure(Throwable failure) {
        onStop();
    }
}
