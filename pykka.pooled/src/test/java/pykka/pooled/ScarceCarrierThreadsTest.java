package pykka.pooled;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.api.Actor;
import pykka.api.ActorFunction;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.api.spi.ActorThreads;

/**
 * Actors on virtual threads go on although the JDK has no carrier for them, each in a JVM with one carrier and the default
 * runtime. A hang is a timeout.
 */
class ScarceCarrierThreadsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @BeforeAll
    static void from24() {
        assumeTrue(Runtime.version().feature() >= 24, "before, actors stay in the pool");
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void actorsGoOn(Case which) throws Exception {
        Tests.jvm(Main.class, which).with("-Djdk.virtualThreadScheduler.parallelism=1").within(Tests.slack(Duration.ofSeconds(60)))
                .run().expect(0);
    }

    /** Their static initializers ask: the JDK cannot unmount the thread meanwhile. */
    static final class Pinned {
        static ActorFunction<Actor, Object> question;
        static ActorRef<?> asked;
        static ActorFunction<Actor, Object> questionToOther;
        static ActorRef<?> other;

        private Pinned() {}

        static final class ByInitializer {
            static final Object ANSWER = asked.ask(question);

            private ByInitializer() {}
        }

        static final class ByOther {
            static final Object ANSWER = other.ask(questionToOther);

            private ByOther() {}
        }
    }

    enum Case {
        ONE_THAT_A_PINNED_ONE_ASKS {
            @Override
            void run() {
                ActorRef<?> asked = waiting();
                pin(asked, self -> isVirtual());
                // the first one asks it on its virtual thread, the one carrier of which is held
                check(false, pinned(waiting()).get(LONG));
            }
        },
        ONE_THAT_IS_ASKED_BY_ONE_THAT_A_PINNED_ONE_ASKS {
            @Override
            void run() {
                ActorRef<?> last = waiting();
                pin(waiting(), self -> last.ask(Tests.code(it -> "last")));
                check("last", pinned(waiting()).get(LONG));
            }
        },
        ONE_THAT_WAITS_IN_A_HANDLER_WHILE_ANOTHER_IS_PINNED {
            @Override
            void run() throws Exception {
                Promise<Object> gate = Promise.create();
                inHandlerWhilePinned(gate::get, () -> gate.set("open"));
            }
        },
        ONE_THAT_WAITS_OUTSIDE_OF_THE_LIBRARY_WHILE_ANOTHER_IS_PINNED {
            @Override
            void run() throws Exception {
                CountDownLatch gate = new CountDownLatch(1);
                inHandlerWhilePinned(() -> {
                    gate.await();
                    return "open";
                }, gate::countDown);
            }
        },
        TWO_IN_HANDLERS_BEHIND_THREADS_OF_THE_USER_IN_ALL_QUEUES {
            @Override
            void run() throws Exception {
                twoInHandlersWhilePinned();
            }
        },
        THOSE_BEHIND_THREADS_OF_THE_USER_THAT_WAKE_EACH_OTHER_FOR_EVER {
            @Override
            void run() throws Exception {
                ActorRef<?> idle = waiting();
                ActorRef<?> inside = waiting();
                Promise<Object> gate = Promise.create();
                CountDownLatch begun = new CountDownLatch(1);
                Future<Object> reply = inside.askAsync(Tests.code(self -> {
                    begun.countDown();
                    return gate.get();
                }));
                begun.await();
                for (int i = 0; i < 4; i++) {
                    pingPong();
                }
                gate.set("open");
                check("open", reply.get(LONG));
                check("answers", idle.ask(Tests.code(self -> "answers"), LONG));
            }
        },
        THOSE_BEHIND_ACTORS_THAT_ASK_EACH_OTHER_FOR_EVER {
            @Override
            void run() {
                for (int i = 0; i < 8; i++) {
                    ActorRef<?> answers = start();
                    waiting().tell(again(answers));
                }
                ActorRef<?> other = waiting();
                ActorRef<?> asked = start();
                for (int i = 0; i < 30; i++) {
                    other.ask(Tests.code(self -> asked.ask(Tests.code(it -> "answers"))), LONG);
                }
            }
        },
        ONE_WHOSE_STACK_THE_JDK_CANNOT_PUT_ASIDE {
            @Override
            void run() {
                ActorRef<?> asked = start();
                check("answers", waiting().ask(Tests.code(self -> deep(5_000, asked)), LONG));
            }
        };

        abstract void run() throws Exception;
    }

    static final class Main {
        public static void main(String[] args) throws Exception {
            try {
                Case.valueOf(args[0]).run();
                System.exit(0);
            } catch (Throwable e) {
                e.printStackTrace();
                System.exit(1); // actors keep the JVM
            }
        }
    }

    /** JUnit is not there. */
    private static void check(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("expected " + expected + ", but was " + actual);
        }
    }

    private static ActorRef<?> start() {
        return Actor.start(Tests.Code::new, ActorOptions.defaults().runtime("pooled"));
    }

    private static boolean isVirtual() {
        return ActorThreads.isVirtual(Thread.currentThread());
    }

    /** An actor on a virtual thread. */
    private static ActorRef<?> waiting() {
        ActorRef<?> ref = start();
        ActorRef<?> slow = start();
        while (!(boolean) ref.ask(Tests.code(self -> isVirtual()))) {
            ref.ask(Tests.code(self -> slow.ask(Tests.onceThisThreadWaits())));
        }
        slow.stop();
        return ref;
    }

    private static void pin(ActorRef<?> asked, ActorFunction<Actor, Object> question) {
        Pinned.asked = asked;
        Pinned.question = question;
    }

    private static Future<Object> pinned(ActorRef<?> ref) {
        return ref.askAsync(Tests.code(self -> Pinned.ByInitializer.ANSWER));
    }

    private interface Wait {
        Object get() throws Exception;
    }

    /** One actor is in a wait when another one, pinned, asks it. */
    private static void inHandlerWhilePinned(Wait wait, Runnable open) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        ActorRef<?> waits = waiting();
        waits.askAsync(Tests.code(self -> {
            inside.countDown();
            return wait.get();
        }));
        inside.await();
        pin(waits, self -> "answers");
        ActorRef<?> pins = waiting();
        CountDownLatch pinned = new CountDownLatch(1);
        Future<Object> reply = pins.askAsync(Tests.code(self -> {
            pinned.countDown();
            return Pinned.ByInitializer.ANSWER;
        }));
        pinned.await();
        open.run();
        check("answers", reply.get(LONG));
        Tests.eventually("the JDK is back at one carrier", () -> carriers() == 1);
    }

    /**
     * Two actors are in waits when a third one, pinned, asks the first. That pins when it goes on, by asking the second. So many other
     * virtual threads are to go on before them that some are in each queue of the JDK's scheduler: it adds no carrier by itself then.
     */
    private static void twoInHandlersWhilePinned() throws Exception {
        List<Thread> parked = Stream.generate(() -> ActorThreads.virtual("user", LockSupport::park)).limit(64).toList();
        parked.forEach(Thread::start);
        Tests.eventually("all are parked", () -> parked.stream().allMatch(it -> it.getState() == Thread.State.WAITING));
        Promise<Object> gate = Promise.create();
        Promise<Object> gateOfSecond = Promise.create();
        CountDownLatch inside = new CountDownLatch(2);
        ActorRef<?> first = waiting();
        ActorRef<?> second = waiting();
        pin(second, self -> "second");
        Future<Object> ofFirst = first.askAsync(Tests.code(self -> {
            inside.countDown();
            gate.get();
            return Pinned.ByInitializer.ANSWER;
        }));
        second.tell(Tests.code(self -> {
            inside.countDown();
            return gateOfSecond.get();
        }));
        inside.await();
        Pinned.other = first;
        Pinned.questionToOther = self -> "other";
        CountDownLatch pinned = new CountDownLatch(1);
        Future<Object> ofThird = waiting().askAsync(Tests.code(self -> {
            pinned.countDown();
            return Pinned.ByOther.ANSWER;
        }));
        pinned.await();
        for (Thread each : parked) {
            Thread unparks = new Thread(() -> LockSupport.unpark(each)); // the queue goes by this thread
            unparks.start();
            unparks.join();
        }
        gate.set("open");
        gateOfSecond.set("open"); // the same thread, so in the same queue
        check("second", ofFirst.get(LONG));
        check("other", ofThird.get(LONG));
        Tests.eventually("the JDK is back at one carrier", () -> carriers() == 1);
    }

    private static int carriers() {
        try {
            return (int) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("jdk.management:type=VirtualThreadScheduler"), "Parallelism");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two virtual threads that wake each other for ever. */
    private static void pingPong() {
        List<Semaphore> turns = List.of(new Semaphore(1), new Semaphore(0));
        for (int i = 0; i < 2; i++) {
            int me = i;
            ActorThreads.virtual("user", () -> {
                while (true) {
                    turns.get(me).acquireUninterruptibly();
                    turns.get(1 - me).release();
                }
            }).start();
        }
    }

    /** Asks for ever, in a turn for each ask that takes a millisecond. */
    private static Object again(ActorRef<?> answers) {
        return Tests.code(self -> {
            for (long begin = System.nanoTime(); System.nanoTime() - begin < 1_000_000;) {
                Thread.onSpinWait();
            }
            answers.ask(Tests.code(other -> null));
            self.actorRef().tell(again(answers));
            return null;
        });
    }

    /** Asks with much on the stack, but not all of it. */
    private static Object deep(int depth, ActorRef<?> asked) {
        if (depth == 0) {
            return asked.ask(Tests.code(other -> "answers"));
        }
        return deep(depth - 1, asked);
    }
}
