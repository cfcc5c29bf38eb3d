package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import pykka.bench.contender.Contender;

/** Two actors that send a message to and fro. */
public final class Pair {
    private static final Object PING = new Object();
    private static final Object PONG = new Object();

    private final Contender actors;
    private final Object ping;
    private final Object pong;
    private CountDownLatch done;
    private int left;
    private int returned;

    /** Starts them. */
    public Pair(Contender actors) {
        this.actors = actors;
        ping = actors.start(this::ping);
        pong = actors.start(this::pong);
    }

    private Object ping(Object message) {
        if (left-- > 0) {
            actors.tell(pong, PING);
        } else {
            done.countDown();
        }
        return null;
    }

    private Object pong(Object message) {
        returned++;
        actors.tell(ping, PONG);
        return null;
    }

    /** Lets them play, and waits for the end. */
    public void play(int rounds) throws InterruptedException {
        done = new CountDownLatch(1);
        left = rounds;
        returned = 0;
        actors.tell(ping, PONG);
        Shape.await(done);
        Shape.check(rounds, returned);
    }
}
