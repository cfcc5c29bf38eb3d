package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import pykka.bench.contender.Behaviour;

/** Round trips: many actors ping one another by chance. */
public class Big extends Shape {
    private static final int ACTORS = 120;
    private static final int PINGS = 1_000;
    private static final Object START = new Object();
    private static final Object PONG = new Object();

    private final Object[] members = new Object[ACTORS];
    private final Member[] behaviours = new Member[ACTORS];
    private CountDownLatch done;

    /** Each member has one, and sends it again and again. */
    private record Ping(Object sender) {}

    private final class Member implements Behaviour {
        private final Chance chance;
        private Ping ping;
        private int left;
        private int answered;

        Member(int seed) {
            chance = new Chance(seed);
        }

        @Override
        public Object receive(Object message) {
            if (message instanceof Ping other) {
                answered++;
                actors.tell(other.sender, PONG);
            } else if (message == START) {
                left = PINGS;
                actors.tell(members[chance.below(ACTORS)], ping);
            } else if (--left > 0) {
                actors.tell(members[chance.below(ACTORS)], ping);
            } else {
                done.countDown();
            }
            return null;
        }
    }

    @Override
    void begin() {
        for (int i = 0; i < ACTORS; i++) {
            behaviours[i] = new Member(i);
            members[i] = actors.start(behaviours[i]);
            behaviours[i].ping = new Ping(members[i]);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ACTORS * PINGS)
    public void big() throws InterruptedException {
        done = new CountDownLatch(ACTORS);
        for (Object member : members) {
            actors.tell(member, START);
        }
        await(done);
        int answered = 0;
        for (Member member : behaviours) {
            answered += member.answered;
            member.answered = 0;
        }
        check(ACTORS * PINGS, answered);
    }
}
