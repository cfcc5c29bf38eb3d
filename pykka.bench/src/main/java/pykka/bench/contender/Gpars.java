package pykka.bench.contender;

import groovyx.gpars.actor.Actor;
import groovyx.gpars.actor.StaticDispatchActor;
import groovyx.gpars.dataflow.Promise;

/** GPars: the actors that it calls its fastest, in its default group. */
final class Gpars implements Contender {
    private final Ends ends = new Ends();

    static final class Behaving extends StaticDispatchActor<Object> {
        private static final long serialVersionUID = 1;

        private final transient Behaviour behaviour;
        private final transient Ends ends;

        Behaving(Behaviour behaviour, Ends ends) {
            this.behaviour = behaviour;
            this.ends = ends;
        }

        @Override
        public void onMessage(Object message) {
            Object reply = behaviour.receive(message);
            if (reply != null) {
                reply(reply);
            }
        }

        @Override
        protected void handleTermination() {
            super.handleTermination();
            ends.ended();
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        return new Behaving(behaviour, ends).silentStart();
    }

    @Override
    public void tell(Object actor, Object message) {
        ((Actor) actor).send(message);
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        return ((Actor) actor).sendAndPromise(message);
    }

    @Override
    public Object await(Object reply) {
        try {
            return ((Promise<?>) reply).get();
        } catch (Throwable e) {
            throw Bound.thrown(e);
        }
    }

    @Override
    public Object ask(Object actor, Object message) {
        try {
            return ((Actor) actor).<Object, Object>sendAndWait(message);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop(Object actor) {
        ends.asked();
        ((Actor) actor).stop();
    }

    @Override
    public int awaitEnds() {
        return ends.await();
    }

    @Override
    public void close() {}
}
