package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorStopped;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.testkit.schedule.Scripts.Idle;

/** Bodies with a fault that needs a certain order of messages. */
enum PlantedFault implements Explore.Body {
    LOST_UPDATE("an update is lost between a read and a write") {
        @Override
        public void run(SteppingRuntime runtime) throws Throwable {
            ExploreTest.deposits("in two").run(runtime);
        }
    },
    TIMEOUT("a reply comes when its time is over, and the request is made again") {
        @Override
        public void run(SteppingRuntime runtime) {
            int[] charged = new int[1];
            ActorRef<Idle> bank = start(runtime, Idle::new);
            ActorRef<Idle> shop = start(runtime, Idle::new);
            Runnable charge = () -> {
                try {
                    Promise.create().get(Duration.ofSeconds(1)); // it takes so long
                } catch (ActorTimeoutException e) {
                    charged[0]++;
                }
            };
            shop.defer(x -> {
                Future<?> charging = bank.run(y -> charge.run());
                try {
                    charging.get(Duration.ofSeconds(1));
                } catch (ActorTimeoutException e) {
                    bank.run(y -> charge.run()).get();
                }
            });
            shop.stop();
            bank.stop();
            assertEquals(1, charged[0], "charged");
        }
    },
    STOP("an actor is stopped before the last message for it is sent") {
        @Override
        public void run(SteppingRuntime runtime) {
            int[] collected = new int[1];
            ActorRef<Idle> collector = start(runtime, Idle::new);
            ActorRef<Idle> worker = start(runtime, Idle::new);
            ActorRef<Idle> manager = start(runtime, Idle::new);
            for (int i = 0; i < 3; i++) {
                worker.defer(x -> {
                    try {
                        collector.defer(y -> collected[0]++);
                    } catch (ActorDeadException e) {
                        // the fault
                    }
                });
            }
            for (int i = 0; i < 3; i++) {
                manager.defer(x -> {});
            }
            manager.defer(x -> collector.stopAsync()); // it takes the worker for faster
            worker.stop();
            manager.stop();
            collector.stop();
            assertEquals(3, collected[0], "collected");
        }
    },
    WATCH("an actor is to be watched before it is started") {
        @Override
        public void run(SteppingRuntime runtime) {
            ActorRef<Boss> boss = start(runtime, () -> new Boss(runtime));
            ActorRef<Guard> guard = start(runtime, () -> new Guard(boss));
            ActorRef<Idle> starter = start(runtime, Idle::new);
            starter.defer(x -> boss.run(Boss::hire).get());
            guard.tell("watch");
            runtime.runUntilIdle();
            ActorRef<Idle> worker = boss.call(b -> b.worker).get();
            worker.stop();
            int ends = guard.call(g -> g.ends).get();
            List.of(boss, guard, starter).forEach(ActorRef::stop);
            assertEquals(1, ends, "ends seen");
        }
    },
    DEADLOCK_OF_TWO("two actors wait for each other") {
        @Override
        public void run(SteppingRuntime runtime) {
            ring(runtime, 2);
        }
    },
    DEADLOCK_OF_THREE("three actors wait for each other") {
        @Override
        public void run(SteppingRuntime runtime) {
            ring(runtime, 3);
        }
    },
    TABLE("three at a table take the fork at their left first") {
        @Override
        public void run(SteppingRuntime runtime) {
            List<ActorRef<Fork>> forks = new ArrayList<>();
            List<ActorRef<Diner>> diners = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                forks.add(start(runtime, Fork::new));
            }
            runtime.runUntilIdle();
            int[] eaten = new int[1];
            for (int i = 0; i < 3; i++) {
                ActorRef<Fork> left = forks.get(i);
                ActorRef<Fork> right = forks.get((i + 1) % 3);
                diners.add(start(runtime, Diner::new));
                diners.get(i).defer(diner -> {
                    diner.eat(left, right);
                    eaten[0]++;
                });
            }
            runtime.runUntilIdle();
            assertEquals(3, eaten[0], "eaten");
            diners.forEach(ActorRef::stop);
            forks.forEach(ActorRef::stop);
        }
    },
    LEADER("a leader is elected twice") {
        @Override
        public void run(SteppingRuntime runtime) {
            ActorRef<Register> register = start(runtime, Register::new);
            List<Candidate> candidates = new ArrayList<>();
            List<ActorRef<Candidate>> refs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Candidate candidate = new Candidate(register);
                candidates.add(candidate);
                refs.add(start(runtime, () -> candidate));
            }
            Explore.always("one leader", () -> candidates.stream().filter(candidate -> candidate.leads).count() <= 1);
            refs.forEach(ref -> ref.tell("elect"));
            refs.forEach(ActorRef::stop);
            register.stop();
        }
    },
    CACHE("a cache answers what was true before its refresh") {
        @Override
        public void run(SteppingRuntime runtime) {
            ActorRef<Cell> store = start(runtime, Cell::new);
            ActorRef<Cell> cache = start(runtime, Cell::new);
            ActorRef<Idle> loader = start(runtime, Idle::new);
            ActorRef<Idle> writer = start(runtime, Idle::new);
            store.run(s -> s.value = 1).get();
            loader.defer(x -> {
                Integer loaded = store.call(s -> s.value).get();
                cache.defer(c -> c.value = loaded);
            });
            writer.defer(x -> {
                store.run(s -> s.value = 2).get();
                cache.defer(c -> c.value = null); // to be loaded again
            });
            loader.stop();
            writer.stop();
            Integer cached = cache.call(c -> c.value).get();
            cache.stop();
            store.stop();
            assertNotEquals(1, cached, "cached");
        }
    };

    final String words;

    PlantedFault(String words) {
        this.words = words;
    }

    private static void ring(SteppingRuntime runtime, int count) {
        List<ActorRef<Idle>> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            refs.add(start(runtime, Idle::new));
        }
        for (int i = 0; i < count; i++) {
            ActorRef<Idle> next = refs.get((i + 1) % count);
            refs.get(i).defer(x -> next.run(y -> {}).get());
        }
        runtime.runUntilIdle();
        refs.forEach(ActorRef::stop);
    }

    private static final class Boss extends Actor {
        private final SteppingRuntime runtime;
        @Nullable ActorRef<Idle> worker;

        Boss(SteppingRuntime runtime) {
            this.runtime = runtime;
        }

        void hire() {
            worker = Scripts.start(runtime, Idle::new);
        }
    }

    private static final class Guard extends Actor {
        private final ActorRef<Boss> boss;
        int ends;

        Guard(ActorRef<Boss> boss) {
            this.boss = boss;
        }

        @Override
        protected @Nullable Object onReceive(Object message) {
            if (message instanceof ActorStopped) {
                ends++;
            } else {
                ActorRef<Idle> worker = boss.call(b -> b.worker).get();
                if (worker != null) {
                    watch(worker);
                }
            }
            return null;
        }
    }

    private static final class Fork extends Actor {
        private final Queue<Promise<Boolean>> waiting = new ArrayDeque<>();
        private boolean taken;

        Future<Boolean> take() {
            Promise<Boolean> mine = Promise.create();
            if (taken) {
                waiting.add(mine);
            } else {
                taken = true;
                mine.set(true);
            }
            return mine;
        }

        void release() {
            Promise<Boolean> next = waiting.poll();
            if (next != null) {
                next.set(true);
            } else {
                taken = false;
            }
        }
    }

    private static final class Diner extends Actor {
        void eat(ActorRef<Fork> left, ActorRef<Fork> right) {
            assertTrue(left.call(Fork::take).get().get());
            assertTrue(right.call(Fork::take).get().get());
            left.defer(Fork::release);
            right.defer(Fork::release);
        }
    }

    private static final class Register extends Actor {
        @Nullable ActorRef<?> leader;
    }

    private static final class Candidate extends Actor {
        private final ActorRef<Register> register;
        volatile boolean leads;

        Candidate(ActorRef<Register> register) {
            this.register = register;
        }

        @Override
        protected @Nullable Object onReceive(Object message) {
            ActorRef<?> self = refOf(this);
            if (register.call(r -> r.leader).get() == null) {
                register.run(r -> r.leader = self).get();
                leads = true;
            }
            return null;
        }
    }

    private static final class Cell extends Actor {
        @Nullable Integer value;
    }
}
