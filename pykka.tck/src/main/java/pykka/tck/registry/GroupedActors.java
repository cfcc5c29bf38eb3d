package pykka.tck.registry;

import java.lang.ref.WeakReference;
import java.time.Duration;
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
import pykka.api.ActorTimer;
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

        /** Watches another one, and has a timer run, which is returned. */
        ActorTimer begin(List<WeakReference<?>> actors, ActorRef<?> other) {
            actors.add(new WeakReference<>(this));
            watch(other);
            timers().receiveTimeout(Duration.ofMillis(1), this);
            timers().after("key", Duration.ofHours(1), this);
            return timers().atFixedRate(Duration.ofMillis(1), this);
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
