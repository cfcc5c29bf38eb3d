package pykka.tck.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.CopiedActor;
import pykka.tck.support.Records;
import pykka.tck.support.Scripted;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

@Contract
class LoggingFaultContract extends ContractTest {
    private static final Pattern STACK = Pattern.compile("\tat .*|\t\\.\\.\\. \\d+ more|Caused by: .*|\tSuppressed: .*");

    LoggingFaultContract(String runtime) {
        super(runtime);
    }

    /** Forty texts that begin a line, steer a terminal, or are no text at all. */
    private static List<String> payloads() {
        Stream<String> controls = Stream
                .concat(IntStream.range(0, 32).boxed(), Stream.of(0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x2028, 0x2029))
                .map(c -> String.valueOf((char) (int) c));
        return Stream.concat(controls, Stream.of("\r\n")).map(c -> "a" + c + "FORGED").toList();
    }

    /** Asserts that a back end that prints a record writes no line that we did not mean, and none without an end. */
    private static void assertClean(LogRecord record) {
        List<String> lines = new ArrayList<>(List.of(record.message()));
        if (record.throwable() != null) {
            StringWriter printed = new StringWriter();
            record.throwable().printStackTrace(new PrintWriter(printed));
            String[] more = printed.toString().split(System.lineSeparator());
            lines.add(more[0]);
            for (int i = 1; i < more.length; i++) {
                assertTrue(STACK.matcher(more[i]).matches(), "a forged line: " + more[i]);
                lines.add(more[i].substring(1));
            }
        }
        for (String line : lines) {
            assertTrue(line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029),
                    () -> "not clean: " + line);
            assertTrue(line.length() <= 2_200, () -> "too long: " + line.length());
        }
    }

    private static void awaitEnd(ActorRef<?> ref) {
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
    }

    private static void assertRecords(int count) {
        List<LogRecord> records = log().all();
        assertEquals(count, records.size());
        records.forEach(LoggingFaultContract::assertClean);
    }

    /** Something that says what it is told to. */
    private record Says(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static class Silent extends Actor {}

    @Test
    void ruleC7TextOfAMessageIsEscaped() {
        ActorRef<?> ref = start(Silent::new);
        assertEquals(40, payloads().size());
        payloads().forEach(payload -> ref.tell(new Says(payload)));
        assertTrue(ref.stop());
        assertRecords(40);
        assertEquals("Unexpected message received by " + ref + ": a\\nFORGED", log().messages("WARN").get(10));
    }

    @Test
    void ruleC7TextOfAnExceptionIsEscaped() {
        for (String payload : payloads()) {
            ActorRef<?> ref = start(Scripted::new);
            Exception failure = new IllegalStateException(payload, new IllegalArgumentException(payload));
            assertSame(failure, assertThrows(Exception.class, () -> ref.ask(code(() -> raise(failure)))));
            ref.tell(code(() -> raise(failure)));
            awaitEnd(ref);
        }
        assertRecords(80);
        assertTrue(log().at("ERROR").get(10).throwable().toString().endsWith(": a\\nFORGED"));
    }

    @Test
    void ruleC7NameOfAClassIsEscaped() throws Exception {
        Records log = log().withDebug();
        for (String payload : payloads()) {
            ActorRef<?> ref = start(() -> CopiedActor.called(payload));
            ref.tell("unexpected");
            ref.tell(new Says(payload));
            ref.defer(actor -> raise(new IllegalStateException(payload)));
            awaitEnd(ref);
        }
        assertRecords(40 * 6);
        assertTrue(log.messages("DEBUG").get(30).startsWith("Registered a\\nFORGED"));
    }

    @Test
    void ruleC7ForeignTextIsCutAtAThousandCharacters() {
        ActorRef<?> ref = start(Silent::new);
        for (int length : new int[] {1_000, 1_001, 10_000_000}) {
            ref.tell(new Says("x".repeat(length)));
        }
        ref.tell(new Says("\n".repeat(1_000)));
        assertTrue(ref.stop());
        String before = "Unexpected message received by " + ref + ": ";
        List<String> texts = log().messages("WARN").stream().map(text -> text.substring(before.length())).toList();
        assertEquals(List.of(1_000, 1_000, 1_000, 1_000), texts.stream().map(String::length).toList());
        assertEquals("x".repeat(1_000), texts.get(0));
        assertTrue(texts.stream().skip(1).allMatch(text -> text.endsWith("...")));
        assertRecords(4);
    }

    @Test
    void ruleC7MessageThatCannotPrintItselfIsLoggedByItsClass() {
        ActorRef<?> ref = start(Silent::new);
        ref.tell(new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError();
            }
        });
        ref.tell(new Says(null));
        assertNullReply(ref);
        assertRecords(3);
        assertTrue(log().messages("WARN").get(1).endsWith(Says.class.getName()));
    }

    private static void assertNullReply(ActorRef<?> ref) {
        assertEquals(null, ref.ask("alive?"));
    }

    /** Exceptions that are hard to print. */
    static Stream<Exception> awkward() {
        Exception cyclic = new IllegalStateException("first");
        cyclic.initCause(new IllegalStateException("second", cyclic));
        return Stream.of(
                new RuntimeException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no message");
                    }
                }, new RuntimeException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String toString() {
                        throw new StackOverflowError();
                    }
                }, new RuntimeException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public void printStackTrace(PrintWriter writer) {
                        throw new IllegalStateException("no stack");
                    }

                    @Override
                    public void printStackTrace(PrintStream stream) {
                        throw new IllegalStateException("no stack");
                    }
                },
                cyclic, new Exception("x".repeat(10_000_000)), new Exception("\r\nFORGED\u0085FORGED\u2028FORGED"));
    }

    @ParameterizedTest
    @MethodSource("awkward")
    void faultC15ExceptionThatIsHardToPrintIsRepliedAsItIsAndLoggedClean(Exception failure) {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        assertSame(failure, assertThrows(Exception.class, () -> ref.ask(code(() -> raise(failure)))));
        assertEquals("alive", ref.ask("alive"));
        ref.tell(code(() -> raise(failure)));
        awaitEnd(ref);
        assertSame(failure, actor.failure);
        assertEquals(1, actor.failures.get());
        assertEquals(1, log().at("INFO").size());
        assertEquals(1, log().at("ERROR").size());
        assertRecords(2);
    }

    @ParameterizedTest
    @MethodSource("backEndFailures")
    void ruleC7FailingBackEndChangesNoOutcome(Throwable failure) throws Exception {
        log().withDebug();
        AutoCloseable failing = Recorder.listen(record -> raise(failure));
        try {
            Scripted actor = new Scripted();
            ActorRef<?> ref = start(() -> actor);
            assertThrows(IllegalStateException.class, () -> ref.ask(code(() -> raise(new IllegalStateException()))));
            assertEquals("alive", ref.ask("alive"));
            CountDownLatch go = new CountDownLatch(1);
            Future<Object> reply = ref.askAsync(code(() -> {
                go.await();
                return "late";
            }));
            go.countDown();
            assertEquals("late", reply.get());
            CountDownLatch queued = new CountDownLatch(1);
            ref.tell(code(() -> {
                queued.await();
                return raise(new IllegalStateException());
            }));
            ref.tell("dropped");
            Future<Object> dead = ref.askAsync("dead");
            queued.countDown();
            awaitEnd(ref);
            assertThrows(ActorDeadException.class, dead::get);
            assertEquals(1, actor.failures.get());
            ActorRef<?> silent = start(Silent::new);
            silent.tell("unexpected");
            assertNullReply(silent);
            assertTrue(silent.stop());
        } finally {
            failing.close();
        }
        assertEquals(1, log().messages("WARN").stream().filter(text -> text.startsWith("1 message dropped")).count());
    }

    static Stream<Throwable> backEndFailures() {
        return Stream.of(new IllegalStateException("disk full"), new StackOverflowError(), new NoClassDefFoundError("appender"));
    }
}
