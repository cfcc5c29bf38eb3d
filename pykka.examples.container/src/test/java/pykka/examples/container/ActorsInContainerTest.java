package pykka.examples.container;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.streamBundle;
import static org.ops4j.pax.tinybundles.TinyBundles.bundle;
import static org.ops4j.pax.tinybundles.TinyBundles.rawBuilder;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.ExamFactory;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.forked.ForkedTestContainerFactory;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.logging.PaxLoggingService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorGroup;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.api.inspect.Deadlock;
import pykka.debug.Deadlocks;
import pykka.debug.Jmx;
import pykka.debug.ThreadTracebacks;
import pykka.pooled.PooledRuntime;

/** The bundle with the greeter, in the framework that is on the class path: Pax Exam runs each test in one alone. */
@RunWith(PaxExam.class)
@ExamFactory(ForkedTestContainerFactory.class)
@ExamReactorStrategy(PerClass.class)
public class ActorsInContainerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Rule
    public final Timeout timeout = Timeout.seconds(120);

    @Inject
    private BundleContext context;

    @Inject
    private LogReaderService log;

    private final ActorGroup group = ActorGroup.create("test");
    private final BlockingQueue<String> records = new LinkedBlockingQueue<>();
    private final LogListener listener = entry -> records.add(entry.getMessage() + " " + entry.getException());

    @Configuration
    public Option[] container() {
        return options(
                jar(Actor.class), jar(PooledRuntime.class), jar(ThreadTracebacks.class),
                jar(PaxLoggingService.class), jar(org.ops4j.pax.logging.log4j2.internal.Activator.class),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("INFO"),
                frameworkProperty("pykka.debug").value("jmx,watchdog:1s"),
                greeter(), junitBundles());
    }

    /** The jar on the class path that has this class. */
    private static Option jar(Class<?> type) {
        return bundle(type.getProtectionDomain().getCodeSource().getLocation().toString());
    }

    static Option greeter() {
        return streamBundle(bundle().symbolicName("greeter").activator(GreeterActivator.class)
                .setHeader(Constants.BUNDLE_MANIFESTVERSION, "2")
                .setHeader(Constants.IMPORT_PACKAGE, "org.osgi.framework,pykka.api")
                .build(rawBuilder()));
    }

    @Before
    public void listen() {
        log.addLogListener(listener);
    }

    @After
    public void stop() {
        log.removeLogListener(listener);
        group.close(Duration.ZERO);
    }

    /** Waits for a record with this text. */
    private String logged(String text) throws InterruptedException {
        String record;
        do {
            record = records.poll(LIMIT.toSeconds(), SECONDS);
            assertNotNull("not logged: " + text, record);
        } while (!record.contains(text));
        return record;
    }

    private Bundle installed(String name) {
        return Stream.of(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(name)).findFirst().orElseThrow();
    }

    /** The one actor of the bundle. */
    private static ActorRef<?> greeterRef() {
        List<ActorRef<?>> all = ActorRegistry.getByClassName("Greeter");
        assertEquals(all.toString(), 1, all.size());
        return all.get(0);
    }

    @Test
    public void actorOfTheBundleAnswers() {
        assertEquals("Hi, Anna!", greeterRef().ask("Anna", LIMIT));
    }

    @Test
    public void actorsOfTheUpdatedBundleAreNewAndNothingOfTheOldOnesIsKept() throws Exception {
        Bundle bundle = installed("greeter");
        ActorRef<?> old = greeterRef();
        WeakReference<ClassLoader> loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());

        bundle.update();
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        assertTrue(refreshed.await(LIMIT.toSeconds(), SECONDS));

        assertFalse(old.isAlive());
        assertEquals("Hi, Anna!", greeterRef().ask("Anna", LIMIT));
        while (loader.get() != null) {
            System.gc();
        }
    }

    static class Waiter extends Actor {
        String waitFor(ActorRef<Waiter> other) {
            ActorRef<Waiter> self = refOf(this);
            return other.call(o -> o.answerOf(self)).get();
        }

        String answerOf(ActorRef<Waiter> other) {
            return other.call(Waiter::answer).get();
        }

        String answer() {
            return "never";
        }
    }

    @Test
    public void deadlockIsFoundAndItsReportIsLogged() throws Exception {
        ActorRef<Waiter> one = group.start(Waiter::new);
        ActorRef<Waiter> two = group.start(Waiter::new);
        Future<String> answer = one.call(o -> o.waitFor(two));

        assertThrows(ActorDeadlockException.class, () -> answer.get(LIMIT));
        String report = logged("Deadlock: ");
        assertTrue(report, report.contains(one.toString()) && report.contains(two.toString()));
    }

    private ActorRef<Waiter> stuck() throws InterruptedException {
        ActorRef<Waiter> waiter = group.start(Waiter::new);
        CountDownLatch begun = new CountDownLatch(1);
        waiter.run(w -> {
            begun.countDown();
            Promise.create().get();
        });
        assertTrue(begun.await(LIMIT.toSeconds(), SECONDS));
        return waiter;
    }

    @Test
    public void tracebackOfAStuckActorIsLogged() throws Exception {
        ActorRef<Waiter> waiter = stuck();

        assertTrue(ThreadTracebacks.log());
        String traceback = logged("\n" + waiter + " on pooled: WAITING");
        assertTrue(traceback, traceback.startsWith("Current state of ") && traceback.contains("ActorsInContainerTest.java"));
    }

    @Test
    public void watchdogOfTheFrameworkPropertyLogsAStuckActor() throws Exception {
        ActorRef<Waiter> waiter = stuck();

        String warning = logged("At the same message");
        assertTrue(warning, warning.contains(waiter.toString()) && warning.contains("ActorsInContainerTest.java"));
    }

    @Test
    public void deadlockThatDoesNotFailIsShownUntilItsActorsEnd() throws Exception {
        ActorRef<Waiter> one = group.start(Waiter::new);
        ActorRef<Waiter> two = group.start(Waiter::new);
        System.setProperty("pykka.deadlock", "warn");
        Future<String> answer = one.call(o -> o.waitFor(two));
        try {
            logged("Deadlock: ");
        } finally {
            System.clearProperty("pykka.deadlock");
        }

        List<Deadlock> deadlocks = Deadlocks.find();
        assertEquals(deadlocks.toString(), 1, deadlocks.size());
        assertEquals(Set.of(one.actorUrn(), two.actorUrn()),
                deadlocks.get(0).cycle().stream().map(member -> member.urn().orElseThrow()).collect(Collectors.toSet()));

        group.close(Duration.ZERO);
        assertThrows(ActorDeadException.class, () -> answer.get(LIMIT));
        assertEquals(List.of(), Deadlocks.find());
    }

    @Test
    public void beanOfTheFrameworkPropertyGoesAndComesWithTheBundle() throws Exception {
        ObjectName name = new ObjectName(Jmx.NAME);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        assertEquals(ActorRegistry.getAll().size(), beans.getAttribute(name, "Count"));

        Bundle debug = installed("pykka.debug");
        debug.stop();
        assertFalse(beans.isRegistered(name));
        debug.start();
        assertTrue(beans.isRegistered(name));
    }
}
