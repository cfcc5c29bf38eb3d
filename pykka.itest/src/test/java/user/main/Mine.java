package user.main;

import pykka.api.ActorRef;
import pykka.api.Future;

/** An interface that nobody else sees. */
interface Mine {
    Future<Integer> add(int a, int b);

    void log(String line);

    default Future<Integer> twice(int a) {
        return add(a, a);
    }

    ActorRef<?> actorRef();
}
