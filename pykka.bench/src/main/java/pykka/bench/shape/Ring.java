package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import pykka.bench.contender.Behaviour;

/** Hops of a token round a ring of actors. */
public class Ring extends Shape {
    private static final int MEMBERS = 100;
    private static final int HOPS = 100_000;

    private final Object[] members = new Object[MEMBERS];
    private CountDownLatch done;

    /** What goes round: the hops that are left. */
    private record Token(int left) {}

    private final class Member implements Behaviour {
        private final int next;

        Member(int next) {
            this.next = next;
        }

        @Override
        public Object receive(Object message) {
            int left = ((Token) message).left;
            if (left > 1) {
                actors.tell(members[next], new Token(left - 1));
            } else {
                done.countDown();
            }
            return null;
        }
    }

    @Override
    void begin() {
        for (int i = 0; i < MEMBERS; i++) {
            members[i] = actors.start(new Member((i + 1) % MEMBERS));
        }
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void ring() throws InterruptedException {
        done = new CountDownLatch(1);
        actors.tell(members[0], new Token(HOPS));
        await(done);
    }
}
