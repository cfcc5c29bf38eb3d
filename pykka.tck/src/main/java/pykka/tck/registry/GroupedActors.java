package pykka.tck.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import pykka.api.Actor;
import pykka.api.ActorFactory;
import pykka.api.ActorGroup;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.tck.support.Conformance;

/** Actors of a group that note their ends. */
abstract class GroupedActors extends Conformance {
    final ActorGroup group = ActorGroup.create("outer");
    final List<String> stopped = new CopyOnWriteArrayList<>();
    final AtomicInteger received = new AtomicInteger();

    GroupedActors(String runtime) {
        super(runtime);
    }

    class Member extends Actor {
        private final String name;

        Member(String name) {
            this.name = name;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            received.incrementAndGet();
            return message;
        }

        @Override
        protected void onStop() {
            stopped.add(name);
        }
    }

    <A extends Actor> ActorRef<A> start(ActorGroup in, ActorFactory<A> factory) {
        return in.start(factory, ActorOptions.defaults().runtime(runtime));
    }

    ActorRef<Member> member(String name) {
        return start(group, () -> new Member(name));
    }

    @AfterEach
    void close() {
        group.close();
        ActorRegistry.stopAll();
    }
}
