package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.api.inspect.Inspection;
import pykka.debug.Tests.Plain;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

@Timeout(120)
class ThreadTracebacksTest {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    /** Completing it lets everybody go. */
    private final Promise<Object> over = Promise.create();
    private final List<Thread> threads = new ArrayList<>();
    private AutoCloseable listening;

    @BeforeEach
    void listen() {
        listening = Recorder.listen(records::add);
    }

    @AfterEach
    void letGo() throws Exception {
        listening.close();
        over.set("over");
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        ActorRegistry.stopAll(Tests.slack(Duration.ofSeconds(5)));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    static List<String> runtimes() {
        return Tests.runtimes();
    }

    private Thread parked(String name) {
        Thread thread = new Thread(() -> {
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
        }, name);
        threads.add(thread);
        thread.start();
        Tests.await("it parks", () -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    /** The only record that begins like this. */
    private String the(String beginning) {
        List<String> found = records.stream().map(LogRecord::message).filter(text -> text.startsWith(beginning)).toList();
        assertEquals(1, found.size(), () -> beginning + " in " + records);
        return found.get(0);
    }

    private static String dump() throws IOException {
        StringBuilder text = new StringBuilder();
        assertTrue(ThreadTracebacks.write(text));
        return text.toString();
    }

    @Test
    void logsARecordForEachThreadWithNameIdentAndStack() {
        Thread thread = parked("parked one");
        assertTrue(ThreadTracebacks.log());
        String record = the("Current state of parked one (ident: " + thread.getId() + "):\n");
        assertTrue(record.startsWith("Current state of parked one (ident: " + thread.getId() + "):\nWAITING\n\tat "), record);
        assertTrue(record.contains("/java.util.concurrent.locks.LockSupport.park(LockSupport.java:"), record);
        assertTrue(record.contains("pykka.debug.ThreadTracebacksTest.lambda$parked$"), record);
        the("Current state of main (ident: " + Thread.currentThread().getId() + "):\nRUNNABLE\n\tat ");
        long named = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> records.stream().anyMatch(r -> r.message().contains("(ident: " + each.getId() + "):"))).count();
        assertTrue(named >= Thread.activeCount(), () -> named + " of " + Thread.activeCount());
    }

    @Test
    void recordsAreCriticalAndOnTheLoggerOfTheLibrary() {
        assertTrue(ThreadTracebacks.log());
        assertFalse(records.isEmpty());
        for (LogRecord record : records) {
            assertEquals(List.of("ERROR", "CRITICAL", "pykka"), List.of(record.level(), record.marker(), record.logger()));
        }
    }

    @Test
    void whoIsBlockedIsSaidWithLockAndHolderAndWhoHoldsWithItsLocks() throws Exception {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            synchronized (monitor) {
                held.countDown();
                while (!Thread.interrupted()) {
                    LockSupport.park();
                }
            }
        }, "holder");
        Thread blocked = new Thread(() -> {
            synchronized (monitor) {
                held.countDown();
            }
        }, "blocked");
        holder.start();
        held.await();
        blocked.start();
        threads.addAll(List.of(holder, blocked));
        Tests.await("it is blocked", () -> blocked.getState() == Thread.State.BLOCKED);
        assertTrue(ThreadTracebacks.log());
        String lock = "java.lang.Object@" + Integer.toHexString(System.identityHashCode(monitor));
        the("Current state of blocked (ident: " + blocked.getId() + "):\nBLOCKED for " + lock + ", held by holder (ident: "
                + holder.getId() + ")\n\tat ");
        assertTrue(the("Current state of holder ").contains("\n\t- locked " + lock));
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void threadOfABusyActorIsShownWithTheActor(String runtime) {
        ActorRef<Plain> asked = Tests.start(runtime);
        ActorRef<Plain> asker = Tests.start(runtime);
        asked.defer(actor -> over.get());
        asker.defer(actor -> asked.ask("Hi?"));
        asker.tell("waits");
        Tests.await("both wait", () -> Inspection.actor(asker).orElseThrow().waitsForUrn().isPresent()
                && Inspection.actor(asked).orElseThrow().waitsFor().isPresent());
        assertTrue(ThreadTracebacks.log());
        List<String> found = records.stream().map(LogRecord::message).filter(text -> text.contains("\n" + asker + " on ")).toList();
        assertEquals(1, found.size(), found::toString);
        String record = found.get(0).replaceAll("urn:uuid:[0-9a-f-]{36}", "URN");
        assertTrue(record.matches("(?s)Current state of " + Tests.threadName(runtime, "Plain") + " \\(ident: \\d+\\):\n.*"), record);
        assertTrue(record.matches("(?s).*\nPlain \\(URN\\) on " + runtime + ": WAITING, 1 message waits, handles "
                + "pykka\\.debug\\.ThreadTracebacksTest\\$\\$Lambda, has waited for Plain \\(URN\\) for \\d+ ms\n\tat .*"), record);
        assertTrue(record.contains(".ThreadTracebacksTest.lambda$threadOfABusyActorIsShownWithTheActor$"), record);
        String other = records.stream().map(LogRecord::message).filter(text -> text.contains("\n" + asked + " on "))
                .collect(Collectors.joining());
        assertTrue(other.contains(", has waited for a future without a completer for "), other);
    }

    @Test
    void deadlocksComeFirstAndTheNumbersLast() {
        System.setProperty("pykka.deadlock", "off");
        try {
            ActorRef<Plain> one = Tests.start("threading");
            ActorRef<Plain> other = Tests.start("threading");
            CountDownLatch both = new CountDownLatch(2);
            AtomicReference<Thread> waiting = new AtomicReference<>();
            one.defer(actor -> {
                both.countDown();
                both.await();
                waiting.set(Thread.currentThread());
                other.ask("never seen");
            });
            other.defer(actor -> {
                both.countDown();
                both.await();
                one.ask("never seen");
            });
            Tests.await("it stands", () -> !Deadlocks.find().isEmpty());
            assertTrue(ThreadTracebacks.log());
            List<LogRecord> shown = List.copyOf(records); // the interrupted actor fails, and logs that
            waiting.get().interrupt();
            assertTrue(shown.get(0).message().startsWith("Deadlock: Plain (urn:uuid:"), shown.get(0)::message);
            assertEquals("2 actors, 2 WAITING\n2 Plain", shown.get(shown.size() - 1).message());
        } finally {
            System.clearProperty("pykka.deadlock");
        }
    }

    @Test
    void withoutActorsTheNumbersSaySo() throws Exception {
        assertTrue(dump().endsWith("\n0 actors\n"));
    }

    /** The JVM's own dump shows none of them. */
    @Test
    @EnabledForJreRange(minVersion = 21)
    void faultI8ActorsOnVirtualThreadsAreListedWithWhatTheyWaitFor() throws Exception {
        int count = Tests.scaled(1_000);
        ActorRef<Plain> asked = Tests.start("virtual");
        asked.defer(actor -> over.get());
        List<ActorRef<Plain>> refs = new ArrayList<>();
        for (int i = 0; i < count - 1; i++) {
            refs.add(Tests.start("virtual"));
            refs.get(i).defer(actor -> asked.ask("Hi?"));
            refs.get(i).tell("waits");
        }
        Tests.await("all wait", () -> refs.stream()
                .allMatch(ref -> Inspection.actor(ref).orElseThrow().waitsForUrn().isPresent()));
        String dump = dump();
        for (ActorRef<Plain> ref : refs) {
            String line = dump.lines().filter(each -> each.startsWith(ref + " on virtual: ")).collect(Collectors.joining("|"));
            assertTrue(line.matches(".*: WAITING, 1 message waits, handles pykka\\.debug\\..*, has waited for Plain \\("
                    + asked.actorUrn() + "\\) for \\d+ ms"), line);
        }
        assertEquals(count, dump.lines().filter(line -> line.matches("Current state of Plain-\\d+ \\(ident: \\d+\\):")).count());
    }

    @Test
    void aBusyActorThatHasNoThreadIsShownWithoutStack() throws Exception {
        OneAtATime pool = new OneAtATime();
        ActorRef<Plain> first = pool.start();
        first.defer(actor -> over.get());
        Tests.await("it waits", () -> Inspection.actor(first).orElseThrow().waitsFor().isPresent());
        ActorRef<Plain> second = pool.start();
        second.tell("waits");
        String dump = dump();
        assertTrue(dump.contains("\nCurrent state of an actor without thread:\n" + second
                + " on one at a time: RUNNING, 1 message waits\n"),
                dump);
    }

    @Test
    void faultI14NoContentOfMessagesAndNoForeignLinesAreInADump() throws Exception {
        String secret = "s3cr3t";
        record Password(String text) {}
        ThreadLocal<String> local = new ThreadLocal<>();
        for (String runtime : Tests.runtimes()) {
            ActorRef<Waiting> ref = Actor.start(() -> new Waiting(local, secret, over),
                    ActorOptions.defaults().runtime(runtime).daemon(true));
            ref.tell(new Password(secret));
            ref.tell(secret);
            ref.tell(new IllegalStateException(secret));
            Tests.await("it waits", () -> Inspection.actor(ref).orElseThrow().waitsFor().isPresent());
        }
        parked("evil\r\nCurrent state of main (ident: 1):\u001b[31m\u0085\u2028\u2029");
        StringBuilder all = new StringBuilder(dump());
        Jcmd.threadPrint(all);
        assertTrue(ThreadTracebacks.log());
        records.forEach(record -> all.append(record.message()).append('\n'));
        assertFalse(all.toString().contains(secret));
        assertTrue(all.toString().contains(Password.class.getName()));
        String own = dump();
        assertTrue(own.contains("evil\\r\\nCurrent state of main (ident: 1):\\u001b[31m\\u0085\\u2028\\u2029"), own);
        assertEquals(1, own.lines().filter(line -> line.startsWith("Current state of main ")).count());
        assertFalse(own.matches("(?s).*[\\p{Cc}\\u0085\\u2028\\u2029&&[^\n\t]].*"));
    }

    static class Waiting extends Plain {
        private final ThreadLocal<String> local;
        private final String secret;
        private final Future<Object> over;

        Waiting(ThreadLocal<String> local, String secret, Future<Object> over) {
            this.local = local;
            this.secret = secret;
            this.over = over;
        }

        @Override
        protected Object onReceive(Object message) {
            if (message instanceof Record) {
                local.set(secret);
                over.get();
                local.remove();
            }
            return null;
        }
    }

    @Test
    void whileADumpIsUnderWayASecondOneIsNotBegun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StringBuilder text = new StringBuilder();
        Thread first = new Thread(() -> {
            try {
                ThreadTracebacks.write(new Slow(text, begun, goOn));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        first.start();
        begun.await();
        assertFalse(ThreadTracebacks.log());
        assertEquals(List.of(), records);
        StringBuilder second = new StringBuilder();
        assertFalse(ThreadTracebacks.write(second));
        assertEquals("", second.toString());
        goOn.countDown();
        first.join();
        assertTrue(text.toString().contains("Current state of main "));
        assertTrue(ThreadTracebacks.log());
    }

    /** Waits before it takes anything. */
    private record Slow(StringBuilder to, CountDownLatch begun, CountDownLatch goOn) implements Appendable {
        @Override
        public Appendable append(CharSequence text) {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            to.append(text);
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) {
            return append(text.subSequence(start, end));
        }

        @Override
        public Appendable append(char c) {
            return append(String.valueOf(c));
        }
    }

    @Test
    void aBackEndThatThrowsIsNoReasonToThrow() throws Exception {
        int[] calls = {0};
        AutoCloseable bad = Recorder.listen(record -> {
            calls[0]++;
            throw new OutOfMemoryError("of a back end");
        });
        assertTrue(ThreadTracebacks.log());
        bad.close();
        assertTrue(calls[0] > 1);
        assertTrue(ThreadTracebacks.log());
    }

    @Test
    void whatTheWriterThrowsReachesTheCallerAndTheNextDumpWorks() throws Exception {
        IOException full = new IOException("disk full");
        assertEquals(full, assertThrows(IOException.class, () -> ThreadTracebacks.write(new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) throws IOException {
                throw full;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        })));
        assertTrue(dump().contains("Current state of main "));
    }
}
