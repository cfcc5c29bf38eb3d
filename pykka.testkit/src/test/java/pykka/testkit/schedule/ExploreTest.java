package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.Promise;
import pykka.testkit.StopActors;
import pykka.testkit.schedule.Scripts.Idle;

/** The search for an order in which a test fails. */
@ExtendWith(StopActors.class)
@Timeout(60)
class ExploreTest {
    private static final Pattern NUMBER = Pattern.compile("Schedule (\\d+) fails: .*", Pattern.DOTALL);
    private static final Pattern CHOICES = Pattern.compile("Explore\\.replay\\(\"([^\"]*)\", body\\)");
    private static final Set<SteppingRuntime> RUNTIMES = new HashSet<>();

    private final List<String> own = new ArrayList<>();

    static final class Account extends Actor {
        int balance;

        @Override
        protected @Nullable Object onReceive(Object deposit) {
            balance++;
            return balance;
        }
    }

    static final class Teller extends Actor {
        private final ActorRef<Account> account;

        Teller(ActorRef<Account> account) {
            this.account = account;
        }

        @Override
        protected @Nullable Object onReceive(Object how) {
            if (how.equals("in two")) {
                int before = account.call(a -> a.balance).get();
                return account.run(a -> a.balance = before + 1).get();
            }
            return account.ask("deposit");
        }
    }

    static Explore.Body deposits(String how) {
        return runtime -> {
            ActorRef<Account> account = start(runtime, Account::new);
            ActorRef<Teller> one = start(runtime, () -> new Teller(account));
            ActorRef<Teller> two = start(runtime, () -> new Teller(account));
            one.tell(how);
            two.tell(how);
            one.stop();
            two.stop();
            int balance = account.call(a -> a.balance).get();
            account.stop();
            assertEquals(2, balance);
        };
    }

    static String failure(int count, Explore.Body body) {
        return assertThrows(AssertionError.class, () -> Explore.schedules(count, body)).getMessage();
    }

    /** The text that repeats it. */
    static String choices(String failure) {
        Matcher matcher = CHOICES.matcher(failure);
        assertTrue(matcher.find(), failure);
        return matcher.group(1);
    }

    private static long number(String failure) {
        Matcher matcher = NUMBER.matcher(failure);
        assertTrue(matcher.matches(), failure);
        return Long.parseLong(matcher.group(1));
    }

    // ---- what is found

    @Test
    void lostUpdateIsFoundAndRepeatedEachTime() {
        String failure = failure(100, deposits("in two"));
        long number = number(failure);
        String again = assertThrows(AssertionError.class, () -> Explore.schedule(number, deposits("in two"))).getMessage();
        for (int i = 0; i < 100; i++) {
            assertEquals(again, assertThrows(AssertionError.class, () -> Explore.schedule(number, deposits("in two"))).getMessage());
        }
    }

    @Test
    void bodyWithoutAFaultPasses() {
        Explore.schedules(1_000, deposits("in one"));
    }

    @Test
    void deadlockOfTwoIsFound() {
        String failure = failure(1_000, runtime -> {
            ActorRef<Idle> a = start(runtime, Idle::new);
            ActorRef<Idle> b = start(runtime, Idle::new);
            Runnable free = () -> {};
            a.defer(x -> b.run(y -> free.run()).get());
            b.defer(y -> a.run(x -> free.run()).get());
            a.stop();
            b.stop();
            assertEquals(ActorDeadlockException.class, b.whenStopped().get().failure() == null ? ActorDeadlockException.class : null);
        });
        assertTrue(failure.contains("Idle-0") && failure.contains("Idle-1"), failure);
    }

    /** Twenty messages of one actor before the first of another one: one order in a million, but for priorities. */
    @Test
    void actorThatIsHeldUpForLongIsFoundByPriorities() {
        assertTrue(number(failure(200, heldUp())) % 2 == 1);
    }

    private static Explore.Body heldUp() {
        return runtime -> {
            ActorRef<Idle> quick = start(runtime, Idle::new);
            ActorRef<Idle> slow = start(runtime, Idle::new);
            int[] handled = new int[2];
            slow.defer(x -> handled[1] = handled[0]);
            for (int i = 0; i < 20; i++) {
                quick.defer(x -> handled[0]++);
            }
            slow.stop();
            quick.stop();
            assertTrue(handled[1] < 20);
        };
    }

    /**
     * As above, but the second message of the other actor, after its first one has come before all: for that, a priority changes.
     */
    @Test
    void actorThatIsHeldUpInTheMiddleIsFoundByAChangeOfPriorities() {
        assertTrue(number(failure(1_000, runtime -> {
            ActorRef<Idle> quick = start(runtime, Idle::new);
            ActorRef<Idle> slow = start(runtime, Idle::new);
            int[] handled = new int[3];
            slow.defer(x -> handled[1] = handled[0]);
            slow.defer(x -> handled[2] = handled[0]);
            for (int i = 0; i < 20; i++) {
                quick.defer(x -> handled[0]++);
            }
            slow.stop();
            quick.stop();
            assertFalse(handled[1] == 0 && handled[2] == 20);
        })) % 2 == 1);
    }

    // ---- what is checked

    @Test
    void actorThatIsLeftFails() {
        String failure = failure(1, runtime -> start(runtime, Idle::new));
        assertTrue(failure.contains("Actors are left: [Idle-0]"), failure);
    }

    @Test
    void actorThatWaitsFails() {
        String failure = failure(1, runtime -> {
            ActorRef<Idle> idle = start(runtime, Idle::new);
            idle.defer(x -> Promise.create().get());
            idle.stopAsync();
        });
        assertTrue(failure.contains("Idle-0 waits for a future, and nothing can end that"), failure);
    }

    @Test
    void causeIsWhatTheBodyThrows() {
        IllegalStateException thrown = new IllegalStateException("broken");
        AssertionError failed = assertThrows(AssertionError.class, () -> Explore.schedule(7, runtime -> {
            throw thrown;
        }));
        assertSame(thrown, failed.getCause());
        assertTrue(failed.getMessage().startsWith("Schedule 7 fails: java.lang.IllegalStateException: broken"));
    }

    @Test
    void whatIsNotRepeatableIsSaid() {
        String failure = failure(1, runtime -> {
            ActorRef<Idle> idle = start(runtime, Idle::new);
            runtime.runUntilIdle();
            Thread other = new Thread(() -> idle.tell("x"), "other");
            other.start();
            other.join();
        });
        assertTrue(failure.contains("It may not be repeatable: the thread other sent to Idle ("), failure);
    }

    // ---- what is told

    @Test
    void storySaysWhoDidWhatInOrder() {
        String failure = assertThrows(AssertionError.class, () -> Explore.schedule(0, runtime -> {
            ActorRef<Account> account = start(runtime, Account::new);
            ActorRef<Teller> teller = start(runtime, () -> new Teller(account));
            teller.ask("in one");
            throw new IllegalStateException("broken");
        })).getMessage();
        assertEquals(String.format("Schedule 0 fails: java.lang.IllegalStateException: broken%n"
                + "   1. Teller-1 starts, handles String, waits for Account-0%n"
                + "   2. Account-0 starts, handles String%n"
                + "   3. Teller-1 goes on%n"
                + "To repeat it: Explore.replay(\"1b\", body), or @ExploreSchedules(replay = \"1b\")"), failure);
    }

    // ---- JUnit

    @ExploreSchedules(value = 1_000, all = true, preemptions = 2)
    void allOrdersAreMade(SteppingRuntime runtime) throws Throwable {
        deposits("in one").run(runtime);
    }

    @ExploreSchedules(replay = "2*1c")
    void onlyTheOrderThatIsNamedIsMade(SteppingRuntime runtime) {
        List<String> handled = new ArrayList<>();
        List<ActorRef<Idle>> refs = List.of(start(runtime, Idle::new), start(runtime, Idle::new), start(runtime, Idle::new));
        for (ActorRef<Idle> ref : refs) {
            ref.defer(x -> handled.add("" + refs.indexOf(ref)));
        }
        refs.get(1).defer(x -> handled.add("again"));
        refs.get(2).stopAsync();
        runtime.runUntilIdle();
        refs.forEach(ActorRef::stop);
        assertEquals(List.of("1", "again"), handled.subList(0, 2));
    }

    /** What JUnit knows when it asks for the orders of a method. */
    private static ExtensionContext context(Class<?> type, String name) throws NoSuchMethodException {
        Method method = type.getDeclaredMethod(name, SteppingRuntime.class);
        return (ExtensionContext) Proxy.newProxyInstance(ExploreTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class}, (proxy, called, arguments) -> method);
    }

    /** Not run by JUnit itself. */
    static final class More {
        @ExploreSchedules(value = 3, all = true)
        void ordersThanAreWanted(SteppingRuntime runtime) {}
    }

    @Test
    void allOrdersAreNotAllIfThereAreMore() throws Exception {
        ExtensionContext context = context(More.class, "ordersThanAreWanted");
        AssertionError error = assertThrows(AssertionError.class, () -> new ExploreExtension()
                .provideTestTemplateInvocationContexts(context).forEach(one -> intercept(one, context, deposits("in one"))));
        assertTrue(error.getMessage().startsWith("None of 3 orders fails, but there are more"), error.getMessage());
    }

    private static void intercept(TestTemplateInvocationContext one, ExtensionContext context, Explore.Body body) {
        Object extension = one.getAdditionalExtensions().get(0);
        SteppingRuntime runtime = (SteppingRuntime) ((ParameterResolver) extension).resolveParameter(null, context);
        try {
            ((InvocationInterceptor) extension).interceptTestTemplateMethod(() -> {
                body.run(runtime);
                return null;
            }, null, context);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** As one that runs in parallel, or is left out of a selection. */
    @Test
    void orderAfterOneThatWasNotRunIsRefused() throws Exception {
        Iterator<?> orders = new ExploreExtension().provideTestTemplateInvocationContexts(
                context(ExploreTest.class, "eachOrderHasARuntimeAndAnObjectOfItsOwn")).iterator();
        orders.next();
        assertThrows(IllegalStateException.class, orders::hasNext);
    }

    @Test
    void ordersOfAMethodAreNotRunInParallel() {
        assertEquals(ExecutionMode.SAME_THREAD, ExploreSchedules.class.getAnnotation(Execution.class).value());
    }

    @Test
    void ordersEndWithTheFirstThatFails() throws Exception {
        ExtensionContext context = context(ExploreTest.class, "eachOrderHasARuntimeAndAnObjectOfItsOwn");
        List<String> run = new ArrayList<>();
        Invocation<@Nullable Void> third = () -> {
            if (run.size() == 3) {
                throw new IllegalStateException("broken");
            }
            return null;
        };
        new ExploreExtension().provideTestTemplateInvocationContexts(context).forEach(one -> {
            run.add(one.getDisplayName(1));
            InvocationInterceptor extension = (InvocationInterceptor) one.getAdditionalExtensions().get(0);
            try {
                extension.interceptTestTemplateMethod(third, null, context);
            } catch (AssertionError e) {
                assertTrue(e.getMessage().startsWith("Schedule 2 fails: java.lang.IllegalStateException: broken"));
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals(List.of("Schedule 0", "Schedule 1", "Schedule 2"), run);
    }

    @ExploreSchedules(20)
    void eachOrderHasARuntimeAndAnObjectOfItsOwn(SteppingRuntime runtime) {
        assertTrue(RUNTIMES.add(runtime));
        assertEquals(List.of(), own);
        own.add("used");
        ActorRef<Idle> idle = start(runtime, Idle::new);
        assertEquals(1, (int) idle.call(x -> 1).get());
        idle.stop();
    }
}
