package pykka.tck.support;

import static pykka.tck.support.Scripted.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.Inspection;

/** What the classes about deadlocks have in common: members of cycles, and what is heard of them. */
public abstract class Deadlocked extends ContractTest {
    private static final String PROPERTY = "pykka.deadlock";

    /** The reports that the listener was given. */
    protected final List<String> reports = new CopyOnWriteArrayList<>();
    private final Set<Throwable> thrown = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final Set<Thread> members = ConcurrentHashMap.newKeySet();
    private AutoCloseable listening;
    private @Nullable String before;

    protected Deadlocked(String runtime) {
        super(runtime);
    }

    @BeforeEach
    void listen() {
        before = System.getProperty(PROPERTY);
        listening = Inspection.listen(new ActorListener() {
            @Override
            public void deadlock(String report) {
                reports.add(report);
            }
        });
    }

    /** A cycle that was not found would hold up all tests that follow. */
    @AfterEach
    void breakCycles() {
        if (Inspection.actors().stream().anyMatch(actor -> actor.waitsFor().isPresent())) {
            members.forEach(Thread::interrupt);
        }
    }

    @AfterEach
    void restore() throws Exception {
        listening.close();
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    protected static void policy(String policy) {
        System.setProperty(PROPERTY, policy);
    }

    protected List<ActorRef<Scripted>> actors(int count) {
        List<ActorRef<Scripted>> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            refs.add(start(Scripted::new));
        }
        return refs;
    }

    /** Code of a member of a cycle, which waits there; whatever deadlock it meets is kept. */
    protected Scripted.Code member(Scripted.Code wait) {
        return code(() -> {
            members.add(Thread.currentThread());
            try {
                return wait.run();
            } catch (ActorDeadlockException e) {
                thrown.add(e);
                throw e;
            }
        });
    }

    /** Lets each actor run its code when all of them do; returns the replies. */
    protected static List<Future<Object>> atOnce(List<? extends ActorRef<?>> refs, List<Scripted.Code> codes) {
        Promise<Object> gate = Promise.create();
        List<Future<Object>> replies = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            Scripted.Code code = codes.get(i);
            replies.add(refs.get(i).askAsync(code(() -> {
                gate.get();
                return code.run();
            })));
        }
        gate.set(null);
        return replies;
    }

    /** Waits for all, and returns how many failed with a deadlock. Anything else that they fail with fails the test. */
    protected static int deadlocks(List<? extends Future<?>> replies) {
        int deadlocks = 0;
        for (Future<?> reply : replies) {
            try {
                reply.get(slack(Duration.ofSeconds(5)));
            } catch (ActorDeadlockException e) {
                deadlocks++;
            }
        }
        return deadlocks;
    }

    /** Asserts that exactly one wait was given up, and that it was reported once. Forgets it. */
    protected void assertOneDeadlock() {
        Assertions.assertEquals(1, thrown.size(), "distinct exceptions");
        Assertions.assertEquals(List.of(thrown.iterator().next().getMessage()), reports);
        thrown.clear();
        reports.clear();
    }

    protected void assertNoDeadlock() {
        Assertions.assertEquals(Set.of(), thrown);
        Assertions.assertEquals(List.of(), reports);
    }

    protected static void assertDeadlock(Executable wait) {
        Assertions.assertThrows(ActorDeadlockException.class, wait);
    }
}
